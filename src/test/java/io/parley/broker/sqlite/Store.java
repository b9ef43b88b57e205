package io.parley.broker.sqlite;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What all tests of the store need. */
final class Store {
  static final RoomName TEA = new RoomName("tea");

  /** Deletes nothing that a test appends, whatever time it says. */
  static final StoreLimits LASTING =
      new StoreLimits(
          1_000_000, 1L << 40, Duration.ofDays(36_500), 1_000_000, 1L << 40, Duration.ZERO);

  private Store() {}

  static StoreLimits messages(int messages) {
    return new StoreLimits(messages, 1L << 40, LASTING.age(), 1_000, 1L << 40, Duration.ZERO);
  }

  static StoreLimits bytes(long bytes) {
    return new StoreLimits(1_000_000, bytes, LASTING.age(), 1_000, 1L << 40, Duration.ZERO);
  }

  static StoreLimits age(Duration age) {
    return new StoreLimits(1_000_000, 1L << 40, age, 1_000, 1L << 40, Duration.ZERO);
  }

  static StoreLimits rooms(int rooms) {
    return new StoreLimits(1_000_000, 1L << 40, LASTING.age(), rooms, 1L << 40, Duration.ZERO);
  }

  static StoreLimits total(long bytes) {
    return new StoreLimits(1_000_000, 1L << 40, LASTING.age(), 1_000_000, bytes, Duration.ZERO);
  }

  static RoomName room(int number) {
    return new RoomName("room" + number);
  }

  static Message message(String id, String text) {
    return new Message(id, "ann", "Ann", Payload.text(text), Instant.now());
  }

  static Position append(Broker broker, RoomName room, String text) {
    return join(broker.append(room, message("", text)));
  }

  static HistoryPage read(Broker broker, RoomName room, Position after) {
    return join(broker.read(room, after, Integer.MAX_VALUE));
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  static List<String> texts(HistoryPage historyPage) {
    return historyPage.messages().stream().map(Store::text).toList();
  }

  static String text(StoredMessage storedMessage) {
    return ((Payload.Text) storedMessage.message().payload()).text();
  }
}
