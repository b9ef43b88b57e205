package io.parley.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * What a peer may send and cause: messages and control frames a second, and bytes a second, with
 * those of the answers that it asks for. A burst of one second passes, a flood does not.
 * Thread-safe.
 */
final class Pace {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Limits limits;
  private final double mostBytes;

  // Guarded by this.
  private double messages;
  private double bytes;
  private long last = System.nanoTime();

  /** One message of the longest and its answer always pass. */
  Pace(Limits limits) {
    this.limits = limits;
    this.mostBytes = Math.max((double) limits.byteRate(), 2.0 * limits.maxMessage());
    this.messages = limits.messageRate();
    this.bytes = mostBytes;
  }

  /** Counts a message or a control frame; false where it is one too many. */
  synchronized boolean allows(int size, long now) {
    double passed = (now - last) / SECOND;
    last = now;
    messages = Math.min(limits.messageRate(), messages + passed * limits.messageRate()) - 1;
    bytes = Math.min(mostBytes, bytes + passed * limits.byteRate()) - size;
    return !isBeyondMessages() && !isBeyondBytes();
  }

  /** Counts an answer that the peer asked for: it pays before it may send again. */
  synchronized void charge(int size) {
    bytes -= size;
  }

  private boolean isBeyondMessages() {
    return limits.messageRate() > 0 && messages < 0;
  }

  private boolean isBeyondBytes() {
    return limits.byteRate() > 0 && bytes < 0;
  }

  /** Which limit was passed. */
  synchronized String reason() {
    return isBeyondMessages()
        ? "more than " + limits.messageRate() + " messages a second"
        : "more than " + limits.byteRate() + " bytes a second";
  }
}
