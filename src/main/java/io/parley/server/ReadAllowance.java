package io.parley.server;

/**
 * Limits what a peer may still send: frames and bytes, each with a burst of half a second. The
 * application closes a peer whose burst reaches a whole second. Thread-safe.
 */
final class ReadAllowance {
  private final ReadLimits limits;

  // Guarded by this.
  private final TokenBucket frames;
  private final TokenBucket bytes;

  ReadAllowance(ReadLimits limits, long now) {
    this.limits = limits;
    this.frames = new TokenBucket(limits.frames() / 2.0, now);
    this.bytes = new TokenBucket(limits.bytes() / 2.0, now);
  }

  synchronized void chargeFrame(int payload) {
    frames.charge(1);
    bytes.charge(payload);
  }

  /** Charges the bytes that the peer made the server send. */
  synchronized void chargeAnswer(long sent) {
    bytes.charge((double) sent);
  }

  /** Nanoseconds until the next frame may be read. */
  synchronized long waitingTime(long now) {
    frames.grow(limits.frames(), now);
    bytes.grow((double) limits.bytes(), now);
    long forFrames = limits.frames() == 0 ? 0 : frames.untilPaid(limits.frames());
    long forBytes = limits.bytes() == 0 ? 0 : bytes.untilPaid((double) limits.bytes());
    return Math.max(forFrames, forBytes);
  }
}
