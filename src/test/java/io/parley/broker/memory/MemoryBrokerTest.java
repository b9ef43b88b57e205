package io.parley.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.BrokerContract;
import io.parley.broker.Dispatchers;
import io.parley.broker.Each;
import io.parley.chat.Broker;
import io.parley.chat.BusyException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.HistoryPage;
import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StageFailure;
import io.parley.chat.StoredMessage;
import io.parley.worker.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MemoryBrokerTest extends BrokerContract {
  private static final RoomName TEA = new RoomName("tea");

  private final AtomicLong nanos = new AtomicLong();

  @Override
  protected Broker create() {
    return new MemoryBroker(Defaults.memoryLimits(5_000, 4 << 20, 1_000, 64 << 20), new Workers());
  }

  @Override
  protected Broker create(int rooms) {
    return new MemoryBroker(Defaults.memoryLimits(5_000, 4 << 20, rooms, 64 << 20), new Workers());
  }

  @Test
  void headersAndAMediaTypeCount() {
    Message plain = new Message("", "ann", "", Payload.text("x"), Instant.EPOCH);
    MessageHeaders headers = MessageHeaders.of(Map.of("name", "value"));
    Message rich =
        new Message("", "ann", "", plain.payload(), Instant.EPOCH, MediaType.JSON, headers);
    assertThat(RoomLog.cost(rich))
        .isGreaterThanOrEqualTo(RoomLog.cost(plain) + 2L * (MediaType.JSON.value().length() + 9));
  }

  @Test
  void aRoomKeepsItsNewestMessages() {
    MemoryBroker broker =
        DirectBroker.create(Defaults.memoryLimits(3, 1 << 20, 10, 1 << 20), nanos::get);
    Position first = append(broker, TEA, 1);
    for (int i = 0; i < 4; i++) {
      append(broker, TEA, 1);
    }
    HistoryPage historyPage = read(broker, TEA, first);
    assertThat(historyPage.gap()).isTrue();
    assertThat(offsets(historyPage)).containsExactly(3L, 4L, 5L);
    assertThat(read(broker, TEA, new Position(first.epoch(), 2)).gap()).isFalse();
  }

  @Test
  void aRoomKeepsNoMoreBytesThanItMay() {
    int size = 1_000;
    MemoryBroker broker =
        DirectBroker.create(
            Defaults.memoryLimits(1_000, 2L * (size + MemoryLimits.OVERHEAD), 10, 1 << 20),
            nanos::get);
    Position first = append(broker, TEA, size);
    append(broker, TEA, size);
    append(broker, TEA, size);
    assertThat(offsets(read(broker, TEA, first))).containsExactly(2L, 3L);
    assertThat(broker.bytes()).isEqualTo(2L * (size + MemoryLimits.OVERHEAD));
  }

  private MemoryBroker aging(int rooms, long total) {
    return DirectBroker.create(
        new MemoryLimits(1_000, 1 << 20, rooms, total, Duration.ofMinutes(10)), nanos::get);
  }

  private static Broker.Subscription subscribe(
      Broker broker, RoomName room, Consumer<StoredMessage> listener) {
    return broker.subscribe(room, Each.each(listener)).toCompletableFuture().join();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void theRoomLeftLongestAgoIsForgottenFirstOnceItWasLeftLongEnough() {
    MemoryBroker broker = aging(2, 1 << 20);
    Position first = append(broker, room(1), 1);
    pass(Duration.ofMinutes(1));
    Position second = append(broker, room(2), 1);
    pass(Duration.ofMinutes(8));
    assertThat(isRefused(broker, room(3))).isTrue();
    pass(Duration.ofMinutes(1));
    append(broker, room(3), 1);
    assertThat(read(broker, room(1), first).gap()).isTrue();
    assertThat(read(broker, room(2), second).gap()).isFalse();
    assertThat(isRefused(broker, room(1))).isTrue();
    pass(Duration.ofMinutes(1));
    Position again = append(broker, room(1), 1);
    assertThat(again.offset()).isEqualTo(1);
    assertThat(again.epoch()).isNotEqualTo(first.epoch());
  }

  @Test
  void aRoomWithAListenerIsNotForgottenUntilItsListenerHasGoneForLongEnough() {
    MemoryBroker broker = aging(1, 1 << 20);
    List<StoredMessage> heard = new ArrayList<>();
    Broker.Subscription subscription = subscribe(broker, TEA, heard::add);
    Position first = append(broker, TEA, 1);
    pass(Duration.ofHours(1));
    assertThat(isRefused(broker, room(1))).isTrue();
    append(broker, TEA, 1);
    assertThat(heard).hasSize(2);
    subscription.cancel();
    assertThat(isRefused(broker, room(1))).isTrue();
    assertThat(read(broker, TEA, first).gap()).isFalse();
    pass(Duration.ofMinutes(10));
    append(broker, room(1), 1);
    assertThat(read(broker, TEA, first).gap()).isTrue();
  }

  private static boolean isRefused(MemoryBroker broker, RoomName room) {
    try {
      append(broker, room, 1);
      return false;
    } catch (CompletionException e) {
      assertThat(StageFailure.as(CapacityExceededException.class, e))
          .map(CapacityExceededException::what)
          .hasValue(CapacityExceededException.What.STORE);
      return true;
    }
  }

  @Test
  void roomsWithoutMessagesAreNotKept() {
    MemoryBroker broker = aging(10, 1 << 20);
    Position first = append(broker, TEA, 1);
    for (int i = 0; i < 10_000; i++) {
      Broker.Subscription subscription = subscribe(broker, room(i), storedMessage -> {});
      broker.head(room(i));
      broker.history(room(i), first, 10);
      subscription.cancel();
    }
    assertThat(broker.rooms()).isEqualTo(1);
    assertThat(read(broker, TEA, first).gap()).isFalse();
  }

  @Test
  void manyRoomsTogetherKeepNoMoreBytesThanTheyMayAndWhoeverGrowsPays() {
    long total = 100 * (500L + MemoryLimits.OVERHEAD);
    MemoryBroker broker = aging(1_000, total);
    Position small = new Position(append(broker, TEA, 500).epoch(), 0);
    for (int i = 0; i < 400; i++) {
      append(broker, room(i % 4), 500);
      assertThat(broker.bytes()).isLessThanOrEqualTo(total);
    }
    assertThat(read(broker, TEA, small).gap()).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(offsets(read(broker, room(i), small))).hasSizeBetween(15, 30).endsWith(100L);
    }
  }

  @Test
  void whoeverFillsManyRoomsTakesNothingFromALargerOne() {
    long total = 100 * (500L + MemoryLimits.OVERHEAD);
    MemoryBroker broker = aging(1_000, total);
    Position start = new Position(append(broker, TEA, 500).epoch(), 0);
    for (int i = 1; i < 60; i++) {
      append(broker, TEA, 500);
    }
    int taken = 0;
    while (!isRefused(broker, room(taken))) {
      taken++;
    }
    assertThat(taken).isGreaterThan(40);
    assertThat(offsets(read(broker, TEA, start))).hasSize(60);
    append(broker, TEA, 500);
    assertThat(offsets(read(broker, TEA, start))).hasSize(60).endsWith(61L);
    assertThat(broker.bytes()).isLessThanOrEqualTo(total);

    pass(Duration.ofMinutes(10));
    assertThat(isRefused(broker, room(taken))).isFalse();
  }

  @Test
  void aForgottenRoomCountsNoMore() {
    MemoryBroker broker = aging(1, 1 << 20);
    append(broker, room(1), 500);
    pass(Duration.ofMinutes(10));
    append(broker, room(2), 500);
    assertThat(broker.bytes()).isEqualTo(500L + MemoryLimits.OVERHEAD);
  }

  /** Nothing is delivered until the test says so. */
  private final List<Runnable> tasks = new ArrayList<>();

  private MemoryBroker waiting(int messages, long total) {
    return new MemoryBroker(
        Defaults.memoryLimits(messages, 1 << 20, 10, total),
        nanos::get,
        Dispatchers.on(tasks::add));
  }

  private void runTasks() {
    List.copyOf(tasks).forEach(Runnable::run);
    tasks.clear();
  }

  private static CompletionStage<Position> begin(Broker broker, int size) {
    Payload payload = Payload.binary(new byte[size]);
    return broker.append(TEA, new Message("", "ann", "", payload, Instant.EPOCH));
  }

  private static BusyException busy(CompletionStage<Position> stage) {
    Throwable why = stage.handle((at, failure) -> failure).toCompletableFuture().join();
    return StageFailure.as(BusyException.class, why).orElseThrow();
  }

  @Test
  void aRoomWhoseListenersDoNotKeepUpIsBusyUntilTheyDid() {
    MemoryBroker broker = waiting(2, 1 << 20);
    List<Long> heard = new ArrayList<>();
    subscribe(broker, TEA, storedMessage -> heard.add(storedMessage.position().offset()));
    begin(broker, 1);
    begin(broker, 1);
    BusyException busy = busy(begin(broker, 1));
    assertThat(busy.space().toCompletableFuture()).isNotDone();
    assertThat(append(broker, room(1), 1).offset()).isEqualTo(1);
    runTasks();
    assertThat(busy.space().toCompletableFuture()).isDone();
    begin(broker, 1);
    runTasks();
    assertThat(heard).containsExactly(1L, 2L, 3L);
  }

  @Test
  void messagesThatAreNotDeliveredCountAndAreBusyWhereAllIsFull() {
    long each = 500L + MemoryLimits.OVERHEAD;
    MemoryBroker broker = waiting(1_000, 3 * each);
    subscribe(broker, TEA, storedMessage -> {});
    for (int i = 0; i < 3; i++) {
      begin(broker, 500);
    }
    assertThat(broker.bytes()).isEqualTo(3 * each);
    BusyException busy = busy(begin(broker, 500));
    assertThat(isRefused(broker, room(1))).isTrue();
    runTasks();
    assertThat(busy.space().toCompletableFuture()).isDone();
    CompletableFuture<Position> fourth = begin(broker, 500).toCompletableFuture();
    runTasks();
    assertThat(fourth.join().offset()).isEqualTo(4);
    assertThat(broker.bytes()).isEqualTo(3 * each);
  }

  @Test
  void aMessageOnItsWayIsKeptThoughTheRoomHasMoreThanItMay() {
    MemoryBroker broker = waiting(2, 1 << 20);
    Position first = append(broker, TEA, 1);
    append(broker, TEA, 1);
    subscribe(broker, TEA, storedMessage -> {});
    begin(broker, 1);
    begin(broker, 1);
    assertThat(offsets(read(broker, TEA, first))).containsExactly(3L, 4L);
    begin(broker, 1);
    runTasks();
    assertThat(offsets(read(broker, TEA, new Position(first.epoch(), 2)))).containsExactly(3L, 4L);
  }

  @Test
  void whoWaitsForSpaceIsToldWhenTheBrokerCloses() {
    MemoryBroker broker = waiting(1, 1 << 20);
    subscribe(broker, TEA, storedMessage -> {});
    begin(broker, 1);
    BusyException busy = busy(begin(broker, 1));
    broker.close();
    assertThat(busy.space().toCompletableFuture()).isDone();
    runTasks();
  }

  private static RoomName room(int number) {
    return new RoomName("room" + number);
  }

  private static Position append(MemoryBroker broker, RoomName room, int size) {
    Payload payload = Payload.binary(new byte[size]);
    return broker
        .append(room, new Message("", "ann", "", payload, Instant.EPOCH))
        .toCompletableFuture()
        .join();
  }

  private static HistoryPage read(MemoryBroker broker, RoomName room, Position after) {
    return broker.read(room, after, 100).toCompletableFuture().join();
  }

  private static List<Long> offsets(HistoryPage historyPage) {
    return historyPage.messages().stream()
        .map(storedMessage -> storedMessage.position().offset())
        .toList();
  }
}
