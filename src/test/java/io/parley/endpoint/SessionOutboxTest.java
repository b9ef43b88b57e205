package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Payload;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryBudget;
import io.parley.memory.MemoryUse;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionOutboxTest implements SessionOutbox.Owner {
  private static final SessionLimits LIMITS =
      new SessionLimits(100, 1_000, 20, Duration.ofSeconds(10), Duration.ofSeconds(25), 0, 0);

  private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
  private final MemoryAccount account = budget.open(held -> {});
  private final FakeRemote far = new FakeRemote();
  private final List<String> events = new ArrayList<>();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private SessionOutbox outbox = outbox(LIMITS);

  private SessionOutbox outbox(SessionLimits sessionLimits) {
    SessionOutbox made = new SessionOutbox(sessionLimits, this, account);
    made.attach(far.remote());
    return made;
  }

  @Override
  public boolean mayTransmit() {
    return true;
  }

  @Override
  public void overflowed() {
    events.add("overflowed");
  }

  @Override
  public void queueGrew() {}

  @Override
  public void failed(Throwable cause) {
    events.add("failed " + cause.getMessage());
  }

  @Override
  public void drained() {
    events.add("drained");
  }

  @Override
  public void work(Runnable work) {
    this.work.add(work);
  }

  private void send(String... texts) {
    for (String text : texts) {
      outbox.send(Payload.text(text));
    }
  }

  @Test
  void textAndBinaryLeaveInOrder() {
    send("a");
    outbox.send(Payload.binary(new byte[3]));
    send("b");
    assertThat(far.sent).containsExactly("a", "binary 3", "b");
  }

  @Test
  void oneSendIsInFlightAndTheNextFollowsItsCompletion() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b", "c");
    assertThat(far.sent).containsExactly("a");
    far.complete(new SendResult());
    assertThat(far.sent).containsExactly("a", "b");
    far.complete(new SendResult());
    far.complete(new SendResult());
    assertThat(far.sent).containsExactly("a", "b", "c");
    assertThat(far.overlaps).hasValue(0);
  }

  @Test
  void aHundredThousandSendsThatCompleteAtOnceNeedNoStack() {
    SessionLimits wide =
        new SessionLimits(
            1, 100_000, 100_000, Duration.ofSeconds(10), Duration.ofSeconds(25), 0, 0);
    outbox = outbox(wide);
    far.mode = FakeRemote.Mode.LATER;
    for (int i = 0; i < 100_000; i++) {
      send("x");
    }
    far.mode = FakeRemote.Mode.AT_ONCE;
    far.complete(new SendResult());
    assertThat(far.sent).hasSize(100_000);
    assertThat(events).isEmpty();
  }

  @Test
  void manyThreadsAndCompletionsElsewhereNeverOverlapAndKeepEachThreadsOrder()
      throws InterruptedException {
    SessionLimits wide =
        new SessionLimits(
            100, 1_000_000, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(25), 0, 0);
    outbox = outbox(wide);
    far.mode = FakeRemote.Mode.ELSEWHERE;
    int each = 500;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t + " ";
      Thread thread = new Thread(() -> IntStream.range(0, each).forEach(i -> send(name + i)));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    await(() -> far.count() == 4 * each);
    assertThat(far.overlaps).hasValue(0);
    for (int t = 0; t < 4; t++) {
      String name = "t" + t + " ";
      assertThat(far.sent.stream().filter(text -> text.startsWith(name)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> name + i).toList());
    }
  }

  @Test
  void moreBytesThanMayWaitOverflowAndNothingMoreIsSent() {
    far.mode = FakeRemote.Mode.LATER;
    send("first");
    for (int i = 0; i < 10; i++) {
      send("é".repeat(50));
    }
    assertThat(events).isEmpty();
    send("x");
    assertThat(events).containsExactly("overflowed");
    far.complete(new SendResult());
    send("y");
    assertThat(far.sent).containsExactly("first");
    assertThat(events).containsExactly("overflowed");
  }

  @Test
  void moreMessagesThanMayWaitOverflow() {
    far.mode = FakeRemote.Mode.LATER;
    send("first");
    for (int i = 0; i < 20; i++) {
      send("");
    }
    assertThat(events).isEmpty();
    send("");
    assertThat(events).containsExactly("overflowed");
  }

  @Test
  void aSendInFlightForTooLongHasStalled() {
    far.mode = FakeRemote.Mode.LATER;
    assertThat(outbox.stalled(System.nanoTime() + Duration.ofDays(1).toNanos())).isFalse();
    send("a");
    long now = System.nanoTime();
    assertThat(outbox.stalled(now)).isFalse();
    assertThat(outbox.stalled(now + LIMITS.stall().toNanos() + 1)).isTrue();
    far.complete(new SendResult());
    assertThat(outbox.stalled(now + LIMITS.stall().toNanos() + 1)).isFalse();
  }

  @Test
  void aFailedSendIsReportedOnceAndEndsTheOutbox() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    far.complete(new SendResult(new IOException("reset")));
    send("c");
    assertThat(far.sent).containsExactly("a");
    assertThat(events).containsExactly("failed reset");
  }

  @Test
  void aSendThatThrowsIsTheSameAsOneThatFails() {
    far.mode = FakeRemote.Mode.THROWS;
    send("a", "b");
    assertThat(far.sent).containsExactly("a");
    assertThat(events).containsExactly("failed TEXT_FULL_WRITING");
  }

  @Test
  void aPingWaitsForTheSendInFlightAndIsLeftToAWorker() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    outbox.ping();
    outbox.ping();
    assertThat(work).isEmpty();
    far.complete(new SendResult());
    assertThat(work).hasSize(1);
    assertThat(far.sent).containsExactly("a");
    work.remove().run();
    assertThat(far.sent).containsExactly("a", "ping", "b");
    assertThat(far.overlaps).hasValue(0);
    assertThat(work).isEmpty();
  }

  @Test
  void aMessageWaitsForThePingInFlight() {
    outbox.ping();
    send("a");
    assertThat(far.sent).isEmpty();
    work.remove().run();
    assertThat(far.sent).containsExactly("ping", "a");
  }

  @Test
  void whatWasSentBeforeTheCloseLeavesAndWhatCameAfterDoesNot() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    outbox.close();
    send("c");
    far.complete(new SendResult());
    assertThat(events).isEmpty();
    far.complete(new SendResult());
    assertThat(far.sent).containsExactly("a", "b");
    assertThat(events).containsExactly("drained");
    outbox.ping();
    assertThat(work).isEmpty();
  }

  @Test
  void anAbandonedOutboxSendsNothingMore() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    outbox.abandon();
    far.complete(new SendResult());
    assertThat(far.pending()).isFalse();
    assertThat(far.sent).containsExactly("a");
    assertThat(events).isEmpty();
  }

  @Test
  void aMessageLongerThanAllThatMayWaitLeavesWhereNothingWaits() {
    far.mode = FakeRemote.Mode.LATER;
    send("x".repeat(5_000));
    send("y".repeat(5_000));
    send("z");
    assertThat(events).containsExactly("overflowed");
    assertThat(far.sent).containsExactly("x".repeat(5_000));
  }

  @Test
  void whatIsToBeDoneWhenAllIsSentIsDoneThenAndOnce() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    outbox.whenSent(() -> events.add("sent"));
    far.complete(new SendResult());
    assertThat(events).isEmpty();
    far.complete(new SendResult());
    assertThat(events).containsExactly("sent");
    send("c");
    far.complete(new SendResult());
    assertThat(events).containsExactly("sent");
  }

  @Test
  void whereNothingWaitsItIsDoneAtOnceAndMaySendMore() {
    outbox.whenSent(
        () -> {
          send("a");
          outbox.whenSent(() -> send("b"));
        });
    assertThat(far.sent).containsExactly("a", "b");
  }

  @Test
  void nothingIsDoneForWhoWasCutOff() {
    far.mode = FakeRemote.Mode.LATER;
    send("a");
    outbox.whenSent(() -> events.add("sent"));
    outbox.abandon();
    far.complete(new SendResult());
    assertThat(events).isEmpty();
  }

  /** Whatever is sent after it. */
  @Test
  void whoWaitsForWhatWasQueuedIsToldWhenTheContainerHasIt() {
    assertThat(outbox.isBehind()).isFalse();
    outbox.whenTaken(() -> events.add("nothing waits"));
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    assertThat(outbox.isBehind()).isTrue();
    outbox.whenTaken(() -> events.add("two"));
    send("c");
    outbox.whenTaken(() -> events.add("three"));
    far.complete(new SendResult());
    assertThat(events).containsExactly("nothing waits");
    far.complete(new SendResult());
    assertThat(events).containsExactly("nothing waits", "two");
    assertThat(outbox.isBehind()).isTrue();
    far.complete(new SendResult());
    assertThat(events).containsExactly("nothing waits", "two", "three");
    assertThat(outbox.isBehind()).isFalse();
  }

  @Test
  void whoWasCutOffIsNotBehind() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    outbox.whenTaken(() -> events.add("taken"));
    outbox.abandon();
    assertThat(outbox.isBehind()).isFalse();
    far.complete(new SendResult());
    assertThat(events).isEmpty();
    outbox.whenTaken(() -> events.add("at once"));
    assertThat(events).containsExactly("at once");
  }

  @Test
  void untilThereIsAPeerAllWaits() {
    outbox = new SessionOutbox(LIMITS, this, account);
    send("a", "b");
    outbox.ping();
    outbox.whenSent(() -> events.add("sent"));
    assertThat(far.sent).isEmpty();
    assertThat(events).isEmpty();
    outbox.attach(far.remote());
    work.remove().run();
    assertThat(far.sent).containsExactly("ping", "a", "b");
    assertThat(events).containsExactly("sent");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void whatWaitsAndWhatIsSentIsCountedUntilItIsSent() {
    far.mode = FakeRemote.Mode.LATER;
    Payload first = Payload.text("x".repeat(50));
    Payload second = Payload.text("\u20ac".repeat(20));
    outbox.send(first);
    outbox.send(second);
    assertThat(account.held())
        .isEqualTo(first.heapSize() + first.size() + second.heapSize())
        .isEqualTo(budget.used(MemoryUse.OUTPUT));

    far.complete(new SendResult());
    assertThat(budget.used()).isEqualTo(second.heapSize() + second.size());
    far.complete(new SendResult());
    assertThat(account.held()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void whatIsAbandonedIsNotCounted() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b", "c");
    outbox.abandon();
    assertThat(budget.used()).isZero();
    far.complete(new SendResult());
    assertThat(account.held()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aFailedSendIsNotCounted() {
    far.mode = FakeRemote.Mode.LATER;
    send("a", "b");
    far.complete(new SendResult(new IOException("gone")));
    assertThat(account.held()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void whatWaitsForSeveralCountsOnceInAll() {
    MemoryAccount other = budget.open(held -> {});
    SessionOutbox second = new SessionOutbox(LIMITS, this, other);
    Payload shared = Payload.text("shared");
    far.mode = FakeRemote.Mode.LATER;
    outbox.send(Payload.text("before"));
    long before = budget.used();
    outbox.send(shared);
    second.send(shared);

    assertThat(other.held()).isEqualTo(shared.heapSize());
    assertThat(budget.used()).isEqualTo(before + shared.heapSize());
    outbox.abandon();
    assertThat(budget.used()).isEqualTo(shared.heapSize());
    second.abandon();
    assertThat(budget.used()).isZero();
  }
}
