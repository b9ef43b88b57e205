package io.parley.broker.sqlite;

/** A source of wall-clock and monotonic time. */
interface TimeSource {
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Returns the wall clock in milliseconds; an operator or a time server may set it. */
  long millis();

  /** Returns a monotonic time in nanoseconds. */
  long nanos();
}
