package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@link Broker} promises when it is full: a part of {@link BrokerContract}. */
abstract class CapacityContract extends LogContract {
  @Test
  void whatIsFullRefusesWhatIsNewAndKeepsWhatItHas() {
    Broker small = createSmall(2);
    Position first = join(small.append(TEA, message("id", "kept")));
    join(small.append(COFFEE, message("also kept")));
    for (int i = 0; i < 50; i++) {
      RoomName room = new RoomName("new" + i);
      assertThat(small.append(room, message("m")))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(CapacityExceededException.class);
      assertThat(join(small.head(room)).offset()).isZero();
    }
    assertThat(texts(join(small.read(TEA, new Position(first.epoch(), 0), 10))))
        .containsExactly("kept");
    assertThat(join(small.append(TEA, message("id", "again")))).isEqualTo(first);
    assertThat(join(small.append(COFFEE, message("more"))).offset()).isEqualTo(2);
  }

  @Test
  void roomsWithoutMessagesTakeNothingFromOthers() {
    Broker small = createSmall(1);
    for (int i = 0; i < 2_000; i++) {
      RoomName room = new RoomName("visited" + i);
      Broker.Subscription subscription =
          join(small.subscribe(room, Each.each(storedMessage -> {})));
      join(small.head(room));
      subscription.cancel();
    }
    Position first = join(small.append(TEA, message("kept")));
    for (int i = 0; i < 2_000; i++) {
      join(small.subscribe(new RoomName("later" + i), Each.each(storedMessage -> {}))).cancel();
    }
    assertThat(join(small.head(TEA))).isEqualTo(first);
    assertThat(small.isWritable()).isTrue();
  }
}
