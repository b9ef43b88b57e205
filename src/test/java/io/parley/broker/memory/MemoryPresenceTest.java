package io.parley.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.PresenceContract;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MemoryPresenceTest extends PresenceContract {
  private static final RoomName TEA = new RoomName("tea");
  private static final RoomName COFFEE = new RoomName("coffee");

  @Override
  protected Supplier<Presence> shared(Duration grace) {
    PresenceState state = new PresenceState(new Workers(), MOST_ABSENT);
    return () -> new MemoryPresence(state, grace);
  }

  @Test
  void nothingIsKeptOfARoomThatIsEmptyAndUnheard() {
    MemoryPresence presence = new MemoryPresence();
    Presence.Subscription subscription =
        presence.subscribe(TEA, change -> {}).toCompletableFuture().join();
    presence.enter(TEA, new MemberInfo("ann", ""), "s1", 1);
    presence.enter(COFFEE, new MemberInfo("ann", ""), "s1", 1);
    subscription.cancel();
    assertThat(presence.count()).isEqualTo(2);
    presence.leave(TEA, "ann", "s1");
    presence.leave(COFFEE, "ann", "s1");
    assertThat(presence.count()).isZero();
  }
}
