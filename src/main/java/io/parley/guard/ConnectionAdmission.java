package io.parley.guard;

import java.security.Principal;
import java.util.Optional;

/** Admits the connections of a route. Thread-safe. */
public interface ConnectionAdmission {
  /**
   * Reserves a connection before the container switches protocols. The endpoint gets the
   * reservation from {@link PendingUpgrade#reservation}.
   *
   * @param closeReporter is told when the connection ends
   * @return empty where the server, or the quota of the user, is full by now
   */
  Optional<Reservation> admit(AcceptedHandshake acceptedHandshake, CloseReporter closeReporter);

  /**
   * Whether a user has as many connections as one user may have. Asked where {@link #admit} has
   * returned nothing, for the reason.
   */
  default boolean isFull(Principal user) {
    return false;
  }

  /** A reserved connection that is not open yet. */
  interface Reservation {
    /**
     * Gives the reservation back, since no connection will open. Has no effect after one has
     * opened.
     */
    void abandon();
  }
}
