package io.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tool.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  private static final Duration SOON = Duration.ofMillis(1);

  private final List<Throwable> ends = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Workers workers = new Workers(ends::add, nanos::get);
  private final LogRecords log = LogRecords.of("io.parley.worker");
  private final AtomicReference<Error> fault = new AtomicReference<>();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void stop() {
    log.close();
  }

  /** A piece of work that fails where a test wants it to. */
  private void work() {
    Error error = fault.get();
    if (error != null) {
      throw error;
    }
    done.incrementAndGet();
  }

  private static Error missingClass() {
    return new NoClassDefFoundError("io/parley/Missing");
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(Thread.interrupted()).as("its time is over").isFalse();
      Thread.onSpinWait();
    }
  }

  private long failures(String worker) {
    return workers.failures().get(worker).getAsLong();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void awaitMoreWork() {
    int before = done.get();
    await(() -> done.get() > before);
  }

  @Test
  void aPeriodicTaskGoesOnAfterAnErrorAndTheServerIsNotReadyUntilItDid() {
    WorkerTimer timer = workers.timer("timer");
    timer.every("watch", SOON, this::work);
    awaitMoreWork();
    assertThat(workers.isSound()).isTrue();

    fault.set(missingClass());
    await(() -> !workers.isSound());
    assertThat(failures("watch")).isPositive();
    await(() -> !log.lines().isEmpty());
    fault.set(null);
    awaitMoreWork();
    awaitMoreWork();
    assertThat(workers.isSound()).isFalse();
    pass(Worker.PROOF);
    await(workers::isSound);
    await(() -> log.lines().size() > 1);
    timer.close();

    assertThat(log.lines())
        .containsExactly(
            "SEVERE worker watch failed by an error; the server is not ready until it works"
                + " java.lang.NoClassDefFoundError",
            "INFO worker watch does its work again");
    assertThat(ends).isEmpty();
  }

  @Test
  void anExceptionOfAPeriodicTaskIsLoggedOnceAndLeavesTheServerReady() {
    WorkerTimer timer = workers.timer("timer");
    AtomicInteger runs = new AtomicInteger();
    timer.every(
        "watch",
        SOON,
        () -> {
          runs.incrementAndGet();
          throw new IllegalStateException("what a peer sent");
        });
    await(() -> runs.get() > 3);
    timer.close();

    assertThat(workers.isSound()).isTrue();
    assertThat(failures("watch")).isZero();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("SEVERE a task of worker watch failed: java.lang.IllegalStateException at ")
        .doesNotContain("what a peer sent");
  }

  @Test
  void aLoopGoesOnAfterAnError() {
    WorkerLoop loop =
        workers.loop(
            "writer",
            () -> {
              work();
              return done.get() < 1_000_000;
            });
    awaitMoreWork();
    fault.set(new StackOverflowError());
    await(() -> !workers.isSound());
    await(() -> failures("writer") > 1);
    fault.set(null);
    pass(Worker.PROOF);
    await(workers::isSound);
    done.set(1_000_000);
    assertThat(loop.end(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aTaskOfAPoolThatFailsLeavesItsThreadToTheNext() throws Exception {
    WorkerPool pool = workers.pool("pool", 1, 10).started();
    fault.set(missingClass());
    assertThat(pool.execute(this::work)).isTrue();
    await(() -> !workers.isSound());
    fault.set(null);
    CompletableFuture<Boolean> own = new CompletableFuture<>();
    pool.execute(() -> own.complete(Workers.isOwnThread()));

    assertThat(own.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(workers.isSound()).isFalse();
    pass(Worker.PROOF);
    await(workers::isSound);
    assertThat(failures("pool")).isEqualTo(1);
    assertThat(pool.end(Duration.ofSeconds(30))).isTrue();
    assertThat(pool.execute(this::work)).isFalse();
    assertThat(Workers.isOwnThread()).isFalse();
  }

  /** A server that is not ready gets nothing to do: it has to find out by itself. */
  @Test
  void aPoolWithNothingElseToDoIsTriedBeforeTheServerIsReadyAgain() {
    WorkerPool pool = workers.pool("pool", 1, 10);
    WorkerTimer timer = workers.timer("timer");
    Worker delivery = workers.worker("delivery");
    fault.set(missingClass());
    pool.execute(this::work);
    timer.execute(this::work);
    delivery.failed(missingClass());
    await(() -> failures("pool") + failures("timer") == 2);
    assertThat(workers.isSound()).isFalse();
    pass(Worker.PROOF.minusNanos(1));
    assertThat(workers.isSound()).isFalse();
    pass(Duration.ofNanos(1));
    await(workers::isSound);
    timer.close();
    pool.close();
  }

  @Test
  void whoTakesTooMuchTimeIsNotWaitedForEndlessly() {
    WorkerPool pool = workers.pool("pool", 1, 10);
    CountDownLatch goOn = new CountDownLatch(1);
    pool.execute(
        () -> {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(pool.end(Duration.ofMillis(10))).isFalse();
    goOn.countDown();
    assertThat(pool.end(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void exhaustedMemoryEndsTheProcessOrIsNeverForgotten() {
    WorkerPool pool = workers.pool("pool", 1, 10);
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
    fault.set(error);
    pool.execute(this::work);
    await(() -> !ends.isEmpty());
    assertThat(ends).containsExactly(error);
    fault.set(null);
    pool.execute(this::work);
    awaitMoreWorkOrDone();
    pass(Worker.PROOF);
    assertThat(workers.isSound()).isFalse();
    pool.close();
  }

  private void awaitMoreWorkOrDone() {
    await(() -> done.get() > 0);
  }

  @Test
  void exhaustedMemoryThatSomebodyElseHandledCountsAsWell() {
    workers.caught(new StackOverflowError());
    workers.caught(new OutOfMemoryError("Requested array size exceeds VM limit"));
    assertThat(workers.isSound()).isTrue();
    workers.caught(new IllegalStateException(new OutOfMemoryError("Java heap space")));
    assertThat(workers.isSound()).isFalse();
    assertThat(ends).hasSize(1);
  }

  @Test
  void aPeriodicTaskThatFailsForLongEndsTheProcessOnce() {
    WorkerTimer timer = workers.timer("timer");
    fault.set(missingClass());
    timer.every("watch", SOON, this::work);
    await(() -> failures("watch") > 10);
    assertThat(ends).isEmpty();
    pass(Worker.PATIENCE);
    await(() -> !ends.isEmpty());
    long before = failures("watch");
    await(() -> failures("watch") > before + 10);
    timer.close();
    assertThat(ends).containsExactly(fault.get());
  }

  @Test
  void whatWorksAtTimesDoesNotEndTheProcess() {
    Worker worker = workers.essential("worker");
    for (int i = 0; i < 100; i++) {
      worker.failed(missingClass());
      pass(Duration.ofSeconds(1));
      worker.succeeded();
    }
    assertThat(ends).isEmpty();
    assertThat(workers.isSound()).isFalse();
  }

  @Test
  void whereTheLogFailsTooTheWorkGoesOnAllTheSame() {
    WorkerTimer timer = workers.timer("timer");
    fault.set(missingClass());
    try (LogRecords broken =
        LogRecords.of(
            "io.parley.worker",
            entry -> {
              throw new NoClassDefFoundError("a handler's");
            })) {
      timer.every("watch", SOON, this::work);
      await(() -> failures("watch") > 1);
      assertThat(broken.lines()).isNotEmpty();
      fault.set(null);
      awaitMoreWork();
    }
    pass(Worker.PROOF);
    await(workers::isSound);
    timer.close();
  }

  @Test
  void eachHasItsTurnWhateverTheOthersMeet() {
    List<Integer> met = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Workers.forEach(
                    List.of(1, 2, 3),
                    number -> {
                      met.add(number);
                      throw new StackOverflowError("at " + number);
                    }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("at 1");
    assertThat(met).containsExactly(1, 2, 3);
  }

  /** A container looks for the threads of an application right after it has stopped it. */
  @Test
  void noThreadIsAliveAfterTheEndOfItsTimerPoolOrLoop() {
    for (int round = 0; round < 2_000; round++) {
      WorkerTimer timer = workers.timer("ended-timer");
      WorkerPool pool = workers.pool("ended-pool", 4, 10).started();
      WorkerLoop loop = workers.loop("ended-loop", () -> false);
      timer.close();
      pool.end(Duration.ofSeconds(30));
      loop.end(Duration.ofSeconds(30));
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("ended-"));
    }
  }
}
