package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks the size and rate of what a peer sends, before a conversation handles it. Also counts and
 * logs messages. Thread-safe.
 */
final class MessageAdmission {
  private static final Logger LOG = System.getLogger("io.parley.endpoint.message");

  private final String id;
  private final Sessions sessions;
  private final ConnectionStatistics statistics;
  private final RateLimiter rateLimiter;

  /** The one that all connections of the user share; empty for an anonymous client. */
  private volatile Optional<RateLimiter> ofUser = Optional.empty();

  /**
   * @param id of the connection, for the log
   */
  MessageAdmission(String id, Sessions sessions, ConnectionStatistics statistics) {
    this.id = id;
    this.sessions = sessions;
    this.statistics = statistics;
    this.rateLimiter = RateLimiter.of(sessions.limits());
  }

  /**
   * Counts a message and returns how the connection ends because of it; empty where it is admitted.
   *
   * @param kind for the log
   */
  Optional<CloseStatus> refuse(Payload payload, String kind) {
    statistics.received(payload.size());
    Optional<CloseStatus> refusal =
        refuseFrame(payload.size()).or(() -> refuseSize(payload.size()));
    if (refusal.isEmpty() && sessions.logsMessages()) {
      LOG.log(Level.INFO, () -> "message " + id + " " + kind + " " + payload.size() + " bytes");
    }
    return refusal;
  }

  /** The same for a control frame, which only the rates limit. */
  Optional<CloseStatus> refuseFrame(int size) {
    long now = System.nanoTime();
    return rateLimiter.allows(size, now)
        ? ofUser.flatMap(limiter -> refuse(limiter, size, now))
        : Optional.of(tooFast(rateLimiter));
  }

  /** Refuses what is too much even for a connection whose reading can be held. */
  private Optional<CloseStatus> refuse(RateLimiter limiter, int size, long now) {
    boolean allowed = limiter.allows(size, now);
    boolean canWait =
        sessions.readHold().isPresent() && limiter.delay().toSeconds() < Peer.LONGEST_PAUSE;
    return allowed || canWait ? Optional.empty() : Optional.of(tooFast(limiter));
  }

  private static CloseStatus tooFast(RateLimiter limiter) {
    return CloseStatus.of(CloseCode.TRY_AGAIN_LATER, limiter.reason());
  }

  /** Returns for how long the reading has to be held, so that the user keeps to its rate. */
  Duration delay() {
    return ofUser.map(RateLimiter::delay).orElse(Duration.ZERO);
  }

  /** Limits the messages beside those of the other connections of the user from now on. */
  void shareWith(RateLimiter limiter) {
    ofUser = Optional.of(limiter);
  }

  private Optional<CloseStatus> refuseSize(int size) {
    int limit = sessions.limits().maxMessage();
    return size <= limit
        ? Optional.empty()
        : Optional.of(CloseStatus.of(CloseCode.TOO_BIG, "message over " + limit + " bytes"));
  }

  /** Charges the peer for a reply that it asked for. */
  void charge(int size) {
    rateLimiter.charge(size);
    ofUser.ifPresent(limiter -> limiter.charge(size));
  }
}
