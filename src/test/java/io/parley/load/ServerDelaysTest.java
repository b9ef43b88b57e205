package io.parley.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerDelaysTest {
  @Test
  void itsPercentilesAreBoundsOfWhatWasCountedSince() throws Exception {
    ServerDelays before = ServerDelays.parse("{\"messages\":3,\"delays\":{\"8\":3},\"rooms\":1}");
    ServerDelays after =
        ServerDelays.parse("{\"delays\":{\"8\":3,\"16\":98,\"32\":1,\"4096\":1},\"rooms\":1}");
    ServerDelays since = after.since(before);
    assertThat(since.counts()).isEqualTo(Map.of(8L, 0L, 16L, 98L, 32L, 1L, 4096L, 1L));
    assertThat(since.percentile(0.5)).isEqualTo(16_000);
    assertThat(since.percentile(0.99)).isEqualTo(32_000);
    assertThat(since.percentile(1)).isEqualTo(4_096_000);
    assertThat(before.since(before).percentile(0.99)).isZero();
  }

  @Test
  void anotherServerHasNone() {
    assertThatThrownBy(() -> ServerDelays.parse("{\"rooms\":1}"))
        .isInstanceOf(LoadFailure.class)
        .hasMessage("the server tells no delays");
  }
}
