package io.parley.identity;

import io.parley.chat.TokenPrincipal;
import java.time.Instant;

/** Renews the authentication of open connections. Thread-safe. */
@FunctionalInterface
public interface ConnectionRenewal {
  /** What became of a renewal. */
  enum Outcome {
    RENEWED,
    /** No open connection has the id. */
    UNKNOWN,
    /** The connection is another user's, or its authentication has ended. */
    REFUSED
  }

  /**
   * Renews the authentication of a connection.
   *
   * @param id of the connection
   * @param expiry the new end
   */
  Outcome renew(String id, TokenPrincipal user, Instant expiry);
}
