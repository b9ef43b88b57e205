package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each message is encoded once for all members of its room. */
class EncodedMessageCacheTest {
  /** Messages of one delivery. */
  private static final int TOGETHER = 64;

  private static final RoomName LOBBY = new RoomName("lobby");

  private final EncodedMessageCache cache = new EncodedMessageCache();

  private static StoredMessage stored(long offset) {
    Message message =
        new Message("m" + offset, "ann", "Ann", Payload.text("hi " + offset), Instant.EPOCH);
    return new StoredMessage(new Position("e", offset), message);
  }

  private List<Payload> encoded(RoomName room, List<StoredMessage> batch) {
    return batch.stream().map(each -> cache.message(room, each, UnaryOperator.identity())).toList();
  }

  @Test
  void encodesAllMessagesOfADeliveryOnceForAllMembers() {
    List<StoredMessage> batch =
        LongStream.rangeClosed(1_000, 999 + TOGETHER)
            .mapToObj(EncodedMessageCacheTest::stored)
            .toList();
    List<Payload> first = encoded(LOBBY, batch); // Held: what waits to be sent is kept.
    for (int member = 2; member <= 5; member++) {
      List<Payload> next = encoded(LOBBY, batch);
      assertThat(IntStream.range(0, TOGETHER).filter(i -> next.get(i) == first.get(i)).count())
          .isEqualTo(TOGETHER);
    }
  }

  @Test
  void encodesAMessageForItsOwnRoomOnly() {
    StoredMessage message = stored(7);
    for (int i = 0; i < 2_000; i++) {
      RoomName room = new RoomName("room-" + i);
      Payload.Text text = (Payload.Text) cache.message(room, message, UnaryOperator.identity());
      assertThat(text.text()).contains("\"room-" + i + "\"");
    }
  }

  @Test
  void encodesAnotherMessageAtTheSameOffsetOfAnotherLog() {
    Payload first = cache.message(LOBBY, stored(1), UnaryOperator.identity());
    StoredMessage other = new StoredMessage(new Position("other", 1), stored(1).message());
    assertThat(cache.message(LOBBY, other, UnaryOperator.identity())).isNotSameAs(first);
  }
}
