package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboundPauseTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Semaphore threads = new Semaphore(1);
  private final InboundPause pause = new InboundPause(LONG, threads);
  private final CountDownLatch resumed = new CountDownLatch(1);

  private Thread waiting(InboundPause inboundPause) throws InterruptedException {
    Thread thread = new Thread(() -> inboundPause.await(resumed::countDown));
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    return thread;
  }

  private static void ends(Thread thread) throws InterruptedException {
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void waitsForEveryStageHoweverItCompletes() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    pause.until(first);
    pause.until(second);
    Thread thread = waiting(pause);
    first.complete("stored");
    assertThat(pause.isActive()).isTrue();
    assertThat(resumed.getCount()).isOne();
    second.completeExceptionally(new IllegalStateException("not stored"));
    ends(thread);
    assertThat(resumed.getCount()).isZero();
    assertThat(pause.isActive()).isFalse();
    assertThat(threads.availablePermits()).isOne();
  }

  @Test
  void aCompleteStageNeedsNoThread() {
    pause.until(CompletableFuture.completedFuture("stored"));
    pause.await(resumed::countDown);
    assertThat(resumed.getCount()).isOne();
  }

  @Test
  void endsWithTheConnectionAndNeverBeginsAgain() throws Exception {
    pause.until(new CompletableFuture<>());
    Thread thread = waiting(pause);
    pause.end();
    ends(thread);
    pause.until(new CompletableFuture<>());
    pause.await(() -> {});
  }

  @Test
  void anInterruptedThreadGoesOnAndStaysInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    pause.until(new CompletableFuture<>());
    Thread thread =
        new Thread(
            () -> {
              pause.await(resumed::countDown);
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    thread.interrupt();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(resumed.getCount()).isZero();
  }

  @Test
  void isBoundedAndAStageOfAnEarlierPauseDoesNotShortenTheNext() throws Exception {
    InboundPause brief = new InboundPause(Duration.ofMillis(1), threads);
    CompletableFuture<String> late = new CompletableFuture<>();
    brief.until(late);
    brief.await(() -> {});

    InboundPause next = new InboundPause(LONG, threads);
    CompletableFuture<String> interrupted = new CompletableFuture<>();
    next.until(interrupted);
    Thread first = waiting(next);
    first.interrupt();
    ends(first);
    CompletableFuture<String> second = new CompletableFuture<>();
    next.until(second);
    interrupted.complete("late");
    Thread thread = waiting(next);
    second.complete("stored");
    ends(thread);
  }

  @Test
  void doesNotHoldUpAThreadOfParleysOwnOrMoreThreadsThanAreFree() throws Exception {
    Workers workers = new Workers();
    CountDownLatch ran = new CountDownLatch(1);
    pause.until(new CompletableFuture<>());
    workers
        .pool("own", 1, 1)
        .execute(
            () -> {
              pause.await(resumed::countDown);
              ran.countDown();
            });
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();

    pause.until(new CompletableFuture<>());
    Thread thread = waiting(pause);
    InboundPause other = new InboundPause(LONG, threads);
    other.until(new CompletableFuture<>());
    other.await(resumed::countDown);
    assertThat(resumed.getCount()).isOne();
    pause.end();
    ends(thread);
  }
}
