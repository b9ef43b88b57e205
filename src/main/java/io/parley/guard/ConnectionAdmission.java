package io.parley.guard;

import java.util.Optional;

/** Who takes the connections of a route. Safe for many threads. */
public interface ConnectionAdmission {
  /**
   * Takes a place and makes ready for the connection, before the container switches protocols. What
   * is made ready reaches the endpoint as {@link AcceptedHandshake#reservation}.
   *
   * @return empty where the last place is gone by now
   */
  Optional<Reservation> admit(AcceptedHandshake acceptedHandshake);

  /** A place that waits for its connection. */
  interface Reservation {
    /** No connection will come. Harmless once one has. */
    void abandon();
  }
}
