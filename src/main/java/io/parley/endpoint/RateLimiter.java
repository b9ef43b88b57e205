package io.parley.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * What a peer may send and cause: messages and control frames a second, and bytes a second, with
 * those of the answers that it asks for. A burst of one second passes, a flood does not.
 * Thread-safe.
 */
final class RateLimiter {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SessionLimits sessionLimits;
  private final double mostBytes;

  // Guarded by this.
  private double messages;
  private double bytes;
  private long last = System.nanoTime();

  /** One message of the longest and its answer always pass. */
  RateLimiter(SessionLimits sessionLimits) {
    this.sessionLimits = sessionLimits;
    this.mostBytes = Math.max((double) sessionLimits.byteRate(), 2.0 * sessionLimits.maxMessage());
    this.messages = sessionLimits.messageRate();
    this.bytes = mostBytes;
  }

  /** Counts a message or a control frame; false where it is one too many. */
  synchronized boolean allows(int size, long now) {
    double passed = (now - last) / SECOND;
    last = now;
    messages =
        Math.min(sessionLimits.messageRate(), messages + passed * sessionLimits.messageRate()) - 1;
    bytes = Math.min(mostBytes, bytes + passed * sessionLimits.byteRate()) - size;
    return !isBeyondMessages() && !isBeyondBytes();
  }

  /** Counts an answer that the peer asked for: it pays before it may send again. */
  synchronized void charge(int size) {
    bytes -= size;
  }

  private boolean isBeyondMessages() {
    return sessionLimits.messageRate() > 0 && messages < 0;
  }

  private boolean isBeyondBytes() {
    return sessionLimits.byteRate() > 0 && bytes < 0;
  }

  /** Which limit was passed. */
  synchronized String reason() {
    return isBeyondMessages()
        ? "more than " + sessionLimits.messageRate() + " messages a second"
        : "more than " + sessionLimits.byteRate() + " bytes a second";
  }
}
