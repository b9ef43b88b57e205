package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void controlsAndDirectionsAreEscaped() {
    assertThat(Printable.of(new IllegalStateException("a\r\nb\u202ec\u2028é")))
        .isEqualTo("IllegalStateException: a\\u000D\\u000Ab\\u202Ec\\u2028é");
  }

  @Test
  void aLineHasAtMost128Characters() {
    assertThat(Printable.of(new IllegalStateException("\n".repeat(1_000)))).hasSize(128);
    assertThat(Printable.of(new IllegalStateException("x".repeat(1_000)))).hasSize(128);
  }
}
