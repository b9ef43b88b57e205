package io.parley.load;

import java.util.function.LongSupplier;

/** The time in which a load is measured, after its warm-up. */
final class Window {
  private static final long OWN_PID = ProcessHandle.current().pid();

  private final long pid;
  private final long warmUpNanos;
  private final long nanos;
  private final LongSupplier operations;
  private long start = System.nanoTime();
  private boolean open;
  private boolean over;
  private long operationsBefore;
  private long serverBefore;
  private long generatorBefore;
  private LoadResult result = new LoadResult(0, 0, 0, 0, 0, 0, 0);

  Window(LoadCommand command, LongSupplier operations) {
    pid = command.pid();
    warmUpNanos = command.number("warm-up", 500) * 1_000_000L;
    nanos = command.number("millis", 1_000) * 1_000_000L;
    this.operations = operations;
  }

  /** Opens or ends it if it is time. The warm-up begins with the first operation. */
  void tick() {
    long now = System.nanoTime();
    if (!open) {
      warmUp(now);
    } else if (!over && now - start >= nanos) {
      over = true;
      result = since(now);
    }
  }

  private void warmUp(long now) {
    if (operations.getAsLong() == 0) {
      start = now;
    } else if (now - start >= warmUpNanos) {
      open = true;
      start = now;
      operationsBefore = operations.getAsLong();
      serverBefore = ProcessCost.cpuNanos(pid);
      generatorBefore = ProcessCost.cpuNanos(OWN_PID);
    }
  }

  private LoadResult since(long now) {
    return new LoadResult(
        operations.getAsLong() - operationsBefore,
        ProcessCost.cpuNanos(pid) - serverBefore,
        ProcessCost.cpuNanos(OWN_PID) - generatorBefore,
        now - start,
        0,
        0,
        0);
  }

  boolean isOpen() {
    return open && !over;
  }

  boolean isOver() {
    return over;
  }

  /** Fails if nothing was completed in it. */
  LoadResult result() throws LoadFailure {
    if (result.operations() == 0) {
      throw new LoadFailure("nothing was completed");
    }
    return result;
  }
}
