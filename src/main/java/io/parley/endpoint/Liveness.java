package io.parley.endpoint;

import java.time.Duration;

/** Judges by time whether a peer is still there. The checks come from one thread. */
final class Liveness {
  /**
   * How long an accepted handshake may take to open a session. Without this bound, a client that
   * hangs up in between would count against the connection quota for ever.
   */
  private static final Duration OPENING = Duration.ofSeconds(10);

  /** The result of a check. */
  enum Finding {
    ALIVE,
    PING_DUE,
    SILENT
  }

  private final long ping;
  private volatile long lastReceived = System.nanoTime();
  private long lastPing = lastReceived;

  /**
   * @param ping interval of pings; a peer that is silent for two of them is lost
   */
  Liveness(Duration ping) {
    this.ping = ping.toNanos();
  }

  /** Records that the peer sent something, or that nothing was read from it until now. */
  void received() {
    lastReceived = System.nanoTime();
  }

  /** Whether the session of an accepted handshake should have opened by now. */
  boolean isOpeningOverdue(long now) {
    return now - lastReceived > OPENING.toNanos();
  }

  /**
   * Checks a peer whose session is open. Where a ping is due, it is assumed to be sent.
   *
   * @param paused whether nothing is read from the peer, so that its silence means nothing
   */
  Finding check(long now, boolean paused) {
    if (now - lastReceived > 2 * ping && !paused) {
      return Finding.SILENT;
    }
    if (now - lastPing > ping) {
      lastPing = now;
      return Finding.PING_DUE;
    }
    return Finding.ALIVE;
  }
}
