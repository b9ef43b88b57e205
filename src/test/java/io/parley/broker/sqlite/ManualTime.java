package io.parley.broker.sqlite;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clocks that a test sets; the wall clock begins at the system's time. */
final class ManualTime implements TimeSource {
  private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public long nanos() {
    looks.incrementAndGet();
    return nanos.get();
  }

  /** Time passes, as every clock shows. */
  void pass(Duration time) {
    millis.addAndGet(time.toMillis());
    nanos.addAndGet(time.toNanos());
    awaitLooks();
  }

  /** Somebody sets the clock on the wall. */
  void set(Duration ahead) {
    millis.addAndGet(ahead.toMillis());
    awaitLooks();
  }

  /** Until the writer has looked several times. */
  private void awaitLooks() {
    int enough = looks.get() + 3;
    while (looks.get() < enough) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
