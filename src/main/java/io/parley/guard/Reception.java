package io.parley.guard;

import java.util.Optional;

/** Who takes the connections of a route. Safe for many threads. */
public interface Reception {
  /**
   * Takes a place and makes ready for the connection, before the container switches protocols. What
   * is made ready reaches the endpoint as {@link Decision#reserved}.
   *
   * @return empty where the last place is gone by now
   */
  Optional<Reserved> admit(Decision decision);

  /** A place that waits for its connection. */
  interface Reserved {
    /** No connection will come. Harmless once one has. */
    void abandon();
  }
}
