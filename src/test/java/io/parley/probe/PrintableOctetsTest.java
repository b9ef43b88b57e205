package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

final class PrintableOctetsTest {
  @Test
  void escapesWhatIsNoPlainText() {
    assertThat(PrintableOctets.brief("a\r\n\t\\\u0000\u001b\u007f\u009b\u00ff"))
        .isEqualTo("a\\r\\n\\t\\\\\\x00\\x1b\\x7f\\x9b\\xff");
  }

  @Test
  void cutsALine() {
    assertThat(PrintableOctets.brief("x".repeat(128))).hasSize(128);
    assertThat(PrintableOctets.brief("x".repeat(129))).hasSize(129).endsWith("…");
    assertThat(PrintableOctets.brief("\u0000".repeat(128))).hasSize(129).endsWith("…");
  }

  @Test
  void cutsAMessageAndCountsTheRest() {
    assertThat(PrintableOctets.lines("a\n".repeat(50))).hasSize(41).endsWith("… and 20 bytes more");
    assertThat(PrintableOctets.lines("")).isEmpty();
  }

  @Test
  void showsAFewOfMany() {
    assertThat(PrintableOctets.few(Collections.nCopies(8, "a"), " ")).isEqualTo("a a a a a a a a");
    assertThat(PrintableOctets.few(Collections.nCopies(1000, "a"), " "))
        .isEqualTo("a a a a a a a a and 992 more");
  }
}
