package io.parley.endpoint;

import io.parley.guard.CloseReporter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the messages of a connection, and their bytes, in both directions. */
final class ConnectionStatistics {

  private final LongAdder received = new LongAdder();
  private final LongAdder receivedBytes = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();
  private final long opened = System.nanoTime();
  private final CloseReporter closeReporter;

  /**
   * @param closeReporter is told of the end
   */
  ConnectionStatistics(CloseReporter closeReporter) {
    this.closeReporter = closeReporter;
  }

  /**
   * @param size bytes of the message
   */
  void received(int size) {
    received.increment();
    receivedBytes.add(size);
  }

  /**
   * @param size bytes of the message
   */
  void sent(int size) {
    sent.increment();
    sentBytes.add(size);
  }

  long receivedCount() {
    return received.sum();
  }

  long sentCount() {
    return sent.sum();
  }

  /** Returns the time since the handshake was accepted. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - opened);
  }

  void end(int code) {
    Duration lasted = age();
    closeReporter.ended(
        code, lasted, received.sum(), receivedBytes.sum(), sent.sum(), sentBytes.sum());
  }
}
