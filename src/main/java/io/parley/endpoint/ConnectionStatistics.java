package io.parley.endpoint;

import io.parley.guard.CloseReporter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the messages of a connection in both directions. */
final class ConnectionStatistics {

  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final long opened = System.nanoTime();
  private final CloseReporter closeReporter;

  /**
   * @param closeReporter is told of the end
   */
  ConnectionStatistics(CloseReporter closeReporter) {
    this.closeReporter = closeReporter;
  }

  void received() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  void end(int code) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - opened);
    closeReporter.ended(code, lasted, received.sum(), sent.sum());
  }
}
