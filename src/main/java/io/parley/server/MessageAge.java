package io.parley.server;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Measures how long the peer's current message takes to arrive, from its first byte, in one frame
 * or several. Thread-safe.
 */
final class MessageAge {
  // Guarded by this.
  private final FrameTracker tracker = new FrameTracker();
  private long ended;
  private long since;
  private boolean unfinished;

  /** Written only under the lock. */
  private volatile boolean late;

  /**
   * Reads the next bytes; leaves the buffer's position unchanged.
   *
   * @return how many bytes of the unfinished message have arrived
   */
  synchronized long read(ByteBuffer bytes, long now) {
    tracker.read(bytes);
    if (!unfinished || tracker.messages() > ended) {
      since = now;
    }
    unfinished = tracker.isUnfinished();
    ended = tracker.messages();
    return tracker.messageBytes();
  }

  /** Whether the message takes longer than the limit; returns true once for each message. */
  synchronized boolean isOver(Duration limit, long now) {
    if (!unfinished || now - since < limit.toNanos()) {
      return false;
    }
    unfinished = false;
    late = true;
    return true;
  }

  /** Whether a message was too late since the last call. */
  boolean takeLate() {
    return late && clearLate();
  }

  private synchronized boolean clearLate() {
    boolean was = late;
    late = false;
    return was;
  }
}
