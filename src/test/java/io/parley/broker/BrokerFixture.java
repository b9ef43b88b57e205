package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker under test, two rooms, and their messages. */
abstract class BrokerFixture {
  static final RoomName TEA = new RoomName("tea");
  static final RoomName COFFEE = new RoomName("coffee");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<StoredMessage> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Broker> created = new ArrayList<>();
  Broker broker;

  /** A broker with nothing in it, that keeps at least 5,000 messages and 1 MiB of a room. */
  protected abstract Broker create();

  /** Another, that keeps so many rooms with messages. */
  protected abstract Broker create(int rooms);

  Broker createSmall(int rooms) {
    Broker small = create(rooms);
    created.add(small);
    return small;
  }

  @BeforeEach
  void createBroker() {
    broker = create();
    created.add(broker);
  }

  @AfterEach
  void closeBrokers() {
    created.forEach(Broker::close);
  }

  Position append(RoomName room, String text) {
    return join(broker.append(room, message(text)));
  }

  Position append(RoomName room, String id, String text) {
    return join(broker.append(room, message(id, text)));
  }

  Position head() {
    return join(broker.head(TEA));
  }

  HistoryPage read(Position after, int limit) {
    return join(broker.read(TEA, after, limit));
  }

  HistoryPage history(Position before, int limit) {
    return join(broker.history(TEA, before, limit));
  }

  /** Waits until so many messages were heard, at least. */
  void awaitHeard(int count) {
    await(heard, count);
  }

  static void await(List<?> list, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (list.size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(list).hasSizeGreaterThanOrEqualTo(count);
  }

  static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError("the stage failed", e.getCause());
    }
  }

  static Message message(String text) {
    return message("", text);
  }

  static Message message(String id, String text) {
    return new Message(id, "ann", "Ann", Payload.text(text), Instant.EPOCH);
  }

  static String text(StoredMessage storedMessage) {
    return ((Payload.Text) storedMessage.message().payload()).text();
  }

  static List<String> texts(HistoryPage historyPage) {
    return historyPage.messages().stream().map(BrokerFixture::text).toList();
  }
}
