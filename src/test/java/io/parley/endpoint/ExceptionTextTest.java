package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExceptionTextTest {
  @Test
  void aFailureIsItsClassesAndNothingThatAPeerSent() {
    assertThat(ExceptionText.of(new IllegalStateException("a\r\nb\u202ec\u2028é")))
        .isEqualTo("IllegalStateException");
    assertThat(ExceptionText.of(new IOException("secret", new IllegalStateException("secret"))))
        .isEqualTo("IOException < IllegalStateException");
  }

  @Test
  void aRingOfCausesEnds() {
    Exception one = new Exception();
    Exception other = new Exception(one);
    one.initCause(other);
    assertThat(ExceptionText.of(one)).isEqualTo("Exception < Exception < Exception < Exception");
  }
}
