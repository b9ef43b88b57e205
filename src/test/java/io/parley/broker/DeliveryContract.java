package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.BusyException;
import io.parley.chat.Position;
import io.parley.chat.StageFailure;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Broker} promises of listeners that do not keep up: a part of its contract. */
abstract class DeliveryContract extends CapacityContract {
  /** More than any broker under test lets wait. */
  private static final int TOO_MANY = 20_000;

  private final CountDownLatch goOn = new CountDownLatch(1);

  private void subscribeStuck() {
    join(broker.subscribe(TEA, messages -> awaitQuietly(goOn)));
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWaitsIsToldInBatchesInOrder() {
    List<List<StoredMessage>> batches = Collections.synchronizedList(new ArrayList<>());
    subscribeStuck();
    broker.subscribe(TEA, batches::add);
    broker.subscribe(TEA, heard::addAll);
    List<CompletableFuture<Position>> stages =
        IntStream.range(0, 500)
            .mapToObj(i -> broker.append(TEA, message("m")).toCompletableFuture())
            .toList();
    goOn.countDown();
    stages.forEach(BrokerFixture::join);
    awaitHeard(500);
    assertThat(batches).noneMatch(List::isEmpty).hasSizeLessThan(400);
    assertThat(batches.stream().flatMap(List::stream)).isEqualTo(List.copyOf(heard));
    assertThat(heard)
        .extracting(storedMessage -> storedMessage.position().offset())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
  }

  @Test
  void theNewestThatWaitsIsWhatALaterListenerIsToldTheNextOf() {
    assertThat(broker.newestPending(TEA)).isEqualTo(new Position("", 0));
    subscribeStuck();
    broker.subscribe(TEA, heard::addAll);
    Position first = append(TEA, "first");
    assertThat(broker.newestPending(TEA)).isEqualTo(first);
    assertThat(broker.newestPending(COFFEE)).isEqualTo(new Position("", 0));
    List<StoredMessage> late = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, late::addAll);
    goOn.countDown();
    append(TEA, "second");
    await(late, 1);
    awaitHeard(2);
    assertThat(late).extracting(BrokerFixture::text).containsExactly("second");
    while (broker.newestPending(TEA).offset() != 0) {
      Thread.onSpinWait();
    }
  }

  /** The whole test is one thread: it would hang where an append waited. */
  @Test
  void tooMuchIsBusyAtOnceAndThereIsSpaceAgain() {
    subscribeStuck();
    broker.subscribe(TEA, heard::addAll);
    List<CompletableFuture<Position>> taken = new ArrayList<>();
    Optional<BusyException> busy = Optional.empty();
    for (int i = 0; busy.isEmpty() && i < TOO_MANY; i++) {
      CompletableFuture<Position> stage =
          broker.append(TEA, message("id" + i, "m")).toCompletableFuture();
      busy = busy(stage);
      if (busy.isEmpty()) {
        taken.add(stage);
      }
    }
    CompletableFuture<?> space = busy.orElseThrow().space().toCompletableFuture();
    assertThat(space).isNotDone();
    goOn.countDown();
    join(space);
    Position again = append(TEA, "id" + taken.size(), "again");
    assertThat(again.offset()).isEqualTo(taken.size() + 1L);
    awaitHeard(taken.size() + 1);
    assertThat(taken.stream().map(stage -> join(stage).offset()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, taken.size()).boxed().toList());
    assertThat(heard).hasSize(taken.size() + 1);
  }

  private static Optional<BusyException> busy(CompletableFuture<Position> stage) {
    return stage.isCompletedExceptionally()
        ? StageFailure.as(BusyException.class, stage.handle((at, failure) -> failure).join())
        : Optional.empty();
  }

  /** It may be the very reason why nothing is delivered. */
  @Test
  void aListenerIsToldAtOnceThatItsAnswerIsTooMuch() {
    CountDownLatch full = new CountDownLatch(1);
    AtomicReference<Optional<BusyException>> answer = new AtomicReference<>(Optional.empty());
    List<Position> told = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(
        TEA,
        messages -> {
          awaitQuietly(full);
          answer.updateAndGet(
              known ->
                  known.or(
                      () -> busy(broker.append(TEA, message("answer")).toCompletableFuture())));
          told.add(messages.get(0).position());
        });
    while (busy(broker.append(TEA, message("m")).toCompletableFuture()).isEmpty()) {
      assertThat(told).isEmpty();
    }
    full.countDown();
    await(told, 1);
    assertThat(answer.get()).isPresent();
  }
}
