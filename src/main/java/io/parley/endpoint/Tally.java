package io.parley.endpoint;

import io.parley.guard.Departure;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes over a connection. */
final class Tally {

  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final long opened = System.nanoTime();
  private final Departure departure;

  /**
   * @param departure is told of the end
   */
  Tally(Departure departure) {
    this.departure = departure;
  }

  void received() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  void end(int code) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - opened);
    departure.ended(code, lasted, received.sum(), sent.sum());
  }
}
