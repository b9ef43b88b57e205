package io.parley.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes over a connection, for whoever hears how it ended. */
final class Tally {

  /** Hears of the end, once. */
  interface Listener {
    void ended(int code, Duration lasted, long received, long sent);
  }

  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final long opened = System.nanoTime();
  private final Listener listener;

  Tally(Listener listener) {
    this.listener = listener;
  }

  void received() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  void end(int code) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - opened);
    listener.ended(code, lasted, received.sum(), sent.sum());
  }
}
