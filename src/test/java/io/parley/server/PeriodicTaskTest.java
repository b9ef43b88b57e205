package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.LogRecords;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeriodicTaskTest {
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger runs = new AtomicInteger();

  private void work() {
    runs.incrementAndGet();
    if (failing.get()) {
      throw new NoClassDefFoundError("io/parley/Missing");
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(Thread.interrupted()).as("its time is over").isFalse();
      Thread.onSpinWait();
    }
  }

  @Test
  void goesOnAfterAnErrorAndTellsOfIt() throws Exception {
    ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("test", true);
    scheduler.start();
    PeriodicTask task =
        new PeriodicTask("test-task", scheduler, 1_000_000, this::work, running::get, nanos::get);
    try (LogRecords log = LogRecords.of("io.parley.server")) {
      task.schedule();
      await(() -> runs.get() > 1);
      assertThat(task.isSound()).isTrue();
      failing.set(true);
      await(() -> task.getAsLong() > 2);
      assertThat(task.isSound()).isFalse();
      failing.set(false);
      int before = runs.get();
      await(() -> runs.get() > before + 2);
      assertThat(task.isSound()).isFalse();
      nanos.addAndGet(PeriodicTask.SHOWN);
      await(task::isSound);
      await(() -> log.lines().size() > 1);
      running.set(false);
      assertThat(log.lines())
          .containsExactly(
              "SEVERE test-task failed; the server is not ready until it works"
                  + " java.lang.NoClassDefFoundError",
              "INFO test-task does its work again");
    } finally {
      running.set(false);
      scheduler.stop();
    }
  }
}
