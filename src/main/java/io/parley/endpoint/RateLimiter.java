package io.parley.endpoint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits messages, control frames and bytes a second of one peer, or of all connections of a user.
 * Bytes include those of the responses that the peer asks for. Allows a burst of one second.
 * Thread-safe.
 */
final class RateLimiter {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int messageRate;
  private final long byteRate;
  private final double mostBytes;
  private final String whose;

  // Guarded by this.
  private double messages;
  private double bytes;
  private long last = System.nanoTime();

  /** Returns the limiter of one peer. One message of the greatest length and its response pass. */
  static RateLimiter of(SessionLimits limits) {
    return new RateLimiter(limits.messageRate(), limits.byteRate(), limits.maxMessage(), "");
  }

  /**
   * Returns the limiter of one user.
   *
   * @param maxMessage bytes of the largest message, which passes with its response at any rate
   */
  static RateLimiter of(UserLimits limits, int maxMessage) {
    return new RateLimiter(
        limits.messageRate(), limits.byteRate(), maxMessage, " on all connections of one user");
  }

  private RateLimiter(int messageRate, long byteRate, int maxMessage, String whose) {
    this.messageRate = messageRate;
    this.byteRate = byteRate;
    this.mostBytes = Math.max((double) byteRate, 2.0 * maxMessage);
    this.whose = whose;
    this.messages = messageRate;
    this.bytes = mostBytes;
  }

  /** Counts a message or a control frame; returns false where it exceeds the rate. */
  synchronized boolean allows(int size, long now) {
    earn(now);
    messages--;
    bytes -= size;
    return !isBeyondMessages() && !isBeyondBytes();
  }

  private void earn(long now) {
    double passed = (now - last) / SECOND;
    last = now;
    messages = Math.min(messageRate, messages + passed * messageRate);
    bytes = Math.min(mostBytes, bytes + passed * byteRate);
  }

  /** Charges the peer for a response that it asked for, before it may send again. */
  synchronized void charge(int size) {
    bytes -= size;
  }

  private boolean isBeyondMessages() {
    return messageRate > 0 && messages < 0;
  }

  private boolean isBeyondBytes() {
    return byteRate > 0 && bytes < 0;
  }

  /** Returns the time until the rate allows what was counted last; zero where it does already. */
  synchronized Duration delay() {
    double seconds =
        Math.max(
            isBeyondMessages() ? -messages / messageRate : 0,
            isBeyondBytes() ? -bytes / byteRate : 0);
    return Duration.ofNanos((long) (seconds * SECOND));
  }

  /** Whether a full burst is allowed, as of a new limiter. */
  synchronized boolean isRestored(long now) {
    earn(now);
    return (messageRate == 0 || messages >= messageRate) && (byteRate == 0 || bytes >= mostBytes);
  }

  /** Names the limit that was exceeded. */
  synchronized String reason() {
    return (isBeyondMessages()
            ? "more than " + messageRate + " messages a second"
            : "more than " + byteRate + " bytes a second")
        + whose;
  }
}
