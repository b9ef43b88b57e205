package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

final class ShownTest {
  @Test
  void escapesWhatIsNoPlainText() {
    assertThat(Shown.brief("a\r\n\t\\\u0000\u001b\u007f\u009b\u00ff"))
        .isEqualTo("a\\r\\n\\t\\\\\\x00\\x1b\\x7f\\x9b\\xff");
  }

  @Test
  void cutsALine() {
    assertThat(Shown.brief("x".repeat(128))).hasSize(128);
    assertThat(Shown.brief("x".repeat(129))).hasSize(129).endsWith("…");
    assertThat(Shown.brief("\u0000".repeat(128))).hasSize(129).endsWith("…");
  }

  @Test
  void cutsAMessageAndCountsTheRest() {
    assertThat(Shown.lines("a\n".repeat(50))).hasSize(41).endsWith("… and 20 bytes more");
    assertThat(Shown.lines("")).isEmpty();
  }

  @Test
  void showsAFewOfMany() {
    assertThat(Shown.few(Collections.nCopies(8, "a"), " ")).isEqualTo("a a a a a a a a");
    assertThat(Shown.few(Collections.nCopies(1000, "a"), " "))
        .isEqualTo("a a a a a a a a and 992 more");
  }
}
