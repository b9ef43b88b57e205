package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenerLimitsTest {
  private static final Descriptors MANY = new Descriptors(20_000, 40);

  private static Settings settings(Map<String, List<String>> options) {
    return Settings.read(options, name -> Optional.empty(), name -> Optional.empty());
  }

  private static ListenerLimits asked(int connections, Descriptors descriptors) {
    String most = Integer.toString(connections);
    return ListenerLimits.of(settings(Map.of("max-connections", List.of(most))), descriptors);
  }

  @Test
  void withoutANumberManyAreKeptForRequests() {
    ListenerLimits limits = ListenerLimits.of(settings(Map.of()), MANY);
    assertThat(limits.connections()).isEqualTo(19_864);
    assertThat(limits.webSockets()).isEqualTo(18_840);
  }

  /** A room of 19,000 members fits into 20,000 descriptors. */
  @Test
  void whoSetsTheNumberGetsItWhereAFewAreLeft() {
    assertThat(asked(19_100, MANY).webSockets()).isEqualTo(19_100);
    assertThat(asked(19_900, MANY).webSockets()).isEqualTo(19_608);
    assertThat(asked(100, MANY).connections()).isEqualTo(356);
  }

  @Test
  void ofFewDescriptorsAnEighthIsKept() {
    assertThat(asked(1_000, new Descriptors(256, 0)).webSockets()).isEqualTo(140);
  }
}
