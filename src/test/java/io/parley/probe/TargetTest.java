package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {
  @Test
  void keepsPathAndQueryAsTheyStand() {
    Target target = Target.parse("ws://Example.com/a%20b?c=d&e");
    assertThat(target.resource()).isEqualTo("/a%20b?c=d&e");
    assertThat(target.authority()).isEqualTo("Example.com");
    assertThat(target.port()).isEqualTo(80);
  }

  @Test
  void writesAnAddressOfVersion6InBrackets() {
    Target target = Target.parse("ws://[::1]:8080");
    assertThat(target.host()).isEqualTo("::1");
    assertThat(target.authority()).isEqualTo("[::1]:8080");
    assertThat(target.resource()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a/",
        "wss://a/",
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
    assertThatThrownBy(() -> Target.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
