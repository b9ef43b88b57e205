package io.parley.guard;

import io.parley.journal.Ending;
import io.parley.journal.Witness;
import java.time.Duration;
import java.time.Instant;

/** Where a connection's end is told. It outlives the decision, which is large. */
public final class Departure {
  private final String id;
  private final Witness witness;

  Departure(String id, Witness witness) {
    this.id = id;
    this.witness = witness;
  }

  /**
   * Said once, when the connection is over.
   *
   * @param code of the close
   * @param lasted from the session's opening
   * @param received messages
   * @param sent messages
   */
  public void ended(int code, Duration lasted, long received, long sent) {
    witness.ended(id, new Ending(Instant.now(), code, lasted, received, sent));
  }
}
