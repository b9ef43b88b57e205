package io.parley.server;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * How long the message that a peer sends just now has taken: from its first byte, in one frame or
 * several. Thread-safe.
 */
final class MessageAge {
  // Guarded by this.
  private final FrameTracker tracker = new FrameTracker();
  private long ended;
  private long since;
  private boolean unfinished;
  private boolean late;

  /**
   * The next bytes; the position of the buffer stays.
   *
   * @return how many bytes have come of the message that is unfinished now
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

  /** Whether a message has taken longer than that; says so of each once. */
  synchronized boolean isOver(Duration limit, long now) {
    if (!unfinished || now - since < limit.toNanos()) {
      return false;
    }
    unfinished = false;
    late = true;
    return true;
  }

  /** Whether it was over since this was asked before. */
  synchronized boolean takeLate() {
    boolean was = late;
    late = false;
    return was;
  }
}
