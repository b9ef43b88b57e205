package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisoryTest {
  private static final Advisory FRAME =
      Advisory.parse("jetty-websocket-core-common | 12.1.0 | 12.1.12 | CVE-2026-19204 | a frame");

  @ParameterizedTest
  @CsvSource({
    "12.0.37, false",
    "12.1.0, true",
    "12.1.0.beta1, true",
    "12.1.8, true",
    "12.1.9, true",
    "12.1.11, true",
    "12.1.12, false",
    "12.1.14, false",
    "12.2.0, false"
  })
  void affectsTheVersionsOfItsRange(String version, boolean affected) {
    assertThat(FRAME.affects("jetty-websocket-core-common-" + version + ".jar"))
        .isEqualTo(affected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jetty-websocket-core-server-12.1.8.jar",
        "jetty-websocket-core-common-x-12.1.8.jar",
        "parley.jar"
      })
  void isOfItsOwnArtifactOnly(String jar) {
    assertThat(FRAME.isOf(jar)).isFalse();
    assertThat(FRAME.affects(jar)).isFalse();
  }

  @Test
  void withoutAMendedVersionAffectsAllThatFollow() {
    Advisory open = Advisory.parse("a-* | 1.2 | - | CVE-1 | x | only in tests");
    assertThat(open.affects("a-b-99.jar")).isTrue();
    assertThat(open.affects("a-b-1.1.9.Final.jar")).isFalse();
    assertThat(open.accepted()).isEqualTo("only in tests");
  }

  @Test
  void aRowWithoutAnAdvisoryAffectsNothing() {
    Advisory none = Advisory.parse("jspecify | none");
    assertThat(none.isOf("jspecify-1.0.1.jar")).isTrue();
    assertThat(none.affects("jspecify-1.0.1.jar")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jetty-http", "jetty-http | 1", "a | 1 | 2 | | x", "a|1|2|3|4|5|6"})
  void refusesWhatIsNoRow(String row) {
    assertThatThrownBy(() -> Advisory.parse(row)).hasMessage("Not a row: " + row);
  }
}
