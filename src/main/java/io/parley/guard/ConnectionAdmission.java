package io.parley.guard;

import java.util.Optional;

/** Admits the connections of a route. Thread-safe. */
public interface ConnectionAdmission {
  /**
   * Reserves a connection before the container switches protocols. The endpoint gets the
   * reservation from {@link PendingUpgrade#reservation}.
   *
   * @param closeReporter is told when the connection ends
   * @return empty where the server is full by now
   */
  Optional<Reservation> admit(AcceptedHandshake acceptedHandshake, CloseReporter closeReporter);

  /** A reserved connection that is not open yet. */
  interface Reservation {
    /**
     * Gives the reservation back, since no connection will open. Has no effect after one has
     * opened.
     */
    void abandon();
  }
}
