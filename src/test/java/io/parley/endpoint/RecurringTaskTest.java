package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurringTaskTest {
  private final RecurringTask recurring = new RecurringTask();
  private final List<Runnable> queue = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final StringBuilder ran = new StringBuilder();

  private void checkAt(long now) {
    recurring.runIfDue(now, queue::add, failures::add);
  }

  private void runAll() {
    List<Runnable> due = List.copyOf(queue);
    queue.clear();
    due.forEach(Runnable::run);
  }

  private void every(long nanos, String name) {
    recurring.schedule(Duration.ofNanos(nanos), () -> ran.append(name), 0);
  }

  @Test
  void runsOnceAPeriodOnTheWorker() {
    every(10, "a");
    checkAt(9);
    assertThat(queue).isEmpty();
    for (long now = 10; now < 40; now++) {
      checkAt(now);
      runAll();
    }
    assertThat(ran).hasToString("aaa");
  }

  @Test
  void doesNotOverlapItselfOrTheTaskThatItReplaces() {
    every(10, "a");
    checkAt(10);
    checkAt(30);
    assertThat(queue).hasSize(1);
    every(1, "b");
    checkAt(40);
    assertThat(queue).hasSize(1);
    runAll();
    assertThat(ran).as("a was replaced before a worker was free").isEmpty();
    checkAt(41);
    runAll();
    assertThat(ran).hasToString("b");
  }

  @Test
  void aPeriodOfZeroEndsIt() {
    every(10, "a");
    checkAt(10);
    runAll();
    every(0, "b");
    checkAt(100);
    runAll();
    assertThat(ran).hasToString("a");
  }

  @Test
  void endsWithItsConnection() {
    every(10, "a");
    checkAt(10);
    recurring.end();
    runAll();
    checkAt(20);
    runAll();
    assertThat(ran).isEmpty();
  }

  @Test
  void tellsWhatItsTaskThrows() {
    recurring.schedule(
        Duration.ofNanos(1),
        () -> {
          throw new NoClassDefFoundError("a");
        },
        0);
    checkAt(1);
    runAll();
    assertThat(failures).hasExactlyElementsOfTypes(NoClassDefFoundError.class);
  }

  @Test
  void goesOnAfterItCouldNotBeGivenToAWorker() {
    every(10, "a");
    assertThatThrownBy(() -> recurring.runIfDue(10, this::refuse, failures::add))
        .isInstanceOf(NoClassDefFoundError.class);
    checkAt(20);
    runAll();
    assertThat(ran).hasToString("a");
  }

  private void refuse(Runnable task) {
    throw new NoClassDefFoundError("worker");
  }
}
