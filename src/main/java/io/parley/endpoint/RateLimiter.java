package io.parley.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * Limits messages, control frames and bytes a second of one peer. Bytes include those of the
 * responses that the peer asks for. Allows a burst of one second. Thread-safe.
 */
final class RateLimiter {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SessionLimits sessionLimits;
  private final double mostBytes;

  // Guarded by this.
  private double messages;
  private double bytes;
  private long last = System.nanoTime();

  /** One message of the greatest length and its response always pass. */
  RateLimiter(SessionLimits sessionLimits) {
    this.sessionLimits = sessionLimits;
    this.mostBytes = Math.max((double) sessionLimits.byteRate(), 2.0 * sessionLimits.maxMessage());
    this.messages = sessionLimits.messageRate();
    this.bytes = mostBytes;
  }

  /** Counts a message or a control frame; returns false where it exceeds the rate. */
  synchronized boolean allows(int size, long now) {
    double passed = (now - last) / SECOND;
    last = now;
    messages =
        Math.min(sessionLimits.messageRate(), messages + passed * sessionLimits.messageRate()) - 1;
    bytes = Math.min(mostBytes, bytes + passed * sessionLimits.byteRate()) - size;
    return !isBeyondMessages() && !isBeyondBytes();
  }

  /** Charges the peer for a response that it asked for, before it may send again. */
  synchronized void charge(int size) {
    bytes -= size;
  }

  private boolean isBeyondMessages() {
    return sessionLimits.messageRate() > 0 && messages < 0;
  }

  private boolean isBeyondBytes() {
    return sessionLimits.byteRate() > 0 && bytes < 0;
  }

  /** Names the limit that was exceeded. */
  synchronized String reason() {
    return isBeyondMessages()
        ? "more than " + sessionLimits.messageRate() + " messages a second"
        : "more than " + sessionLimits.byteRate() + " bytes a second";
  }
}
