package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeTargetTest {
  @Test
  void keepsPathAndQueryAsTheyStand() {
    ProbeTarget probeTarget = ProbeTarget.parse("ws://Example.com/a%20b?c=d&e");
    assertThat(probeTarget.resource()).isEqualTo("/a%20b?c=d&e");
    assertThat(probeTarget.authority()).isEqualTo("Example.com");
    assertThat(probeTarget.port()).isEqualTo(80);
  }

  @Test
  void writesAnAddressOfVersion6InBrackets() {
    ProbeTarget probeTarget = ProbeTarget.parse("ws://[::1]:8080");
    assertThat(probeTarget.host()).isEqualTo("::1");
    assertThat(probeTarget.authority()).isEqualTo("[::1]:8080");
    assertThat(probeTarget.resource()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a/",
        "https://a/",
        "a",
        "",
        "ws:///x",
        "ws://a/#b",
        "ws://u@a/",
        "ws://a b/",
        "ws://a:0/",
        "ws://a:65536/",
        "ws://a:99999999999/"
      })
  void refusesWhatIsNoWebSocketUrl(String url) {
    assertThatThrownBy(() -> ProbeTarget.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
