package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  /**
   * @param id of the connection, for the log
   */
  MessageAdmission(String id, Sessions sessions, ConnectionStatistics statistics) {
    this.id = id;
    this.sessions = sessions;
    this.statistics = statistics;
    this.rateLimiter = new RateLimiter(sessions.limits());
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

  /** The same for a control frame, which only the rate limits. */
  Optional<CloseStatus> refuseFrame(int size) {
    return rateLimiter.allows(size, System.nanoTime())
        ? Optional.empty()
        : Optional.of(CloseStatus.of(CloseCode.TRY_AGAIN_LATER, rateLimiter.reason()));
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
  }
}
