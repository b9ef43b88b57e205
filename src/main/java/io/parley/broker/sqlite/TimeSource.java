package io.parley.broker.sqlite;

/** The clocks of the system. */
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

  /** What the clock on the wall shows; an operator or a time server may set it. */
  long millis();

  /** Time that has passed since some moment; nobody can set it. */
  long nanos();
}
