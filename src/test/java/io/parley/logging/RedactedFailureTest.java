package io.parley.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedactedFailureTest {
  private static final String HOSTILE = "token=hunter2\u2028\r\nfaked line";

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    RedactedFailure.of(failure).printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void saysTheClassesAndPlacesAndNoWords() {
    Throwable failure = new IllegalStateException(HOSTILE, new IllegalArgumentException(HOSTILE));
    failure.addSuppressed(new RuntimeException(HOSTILE));
    assertThat(printed(failure))
        .startsWith("java.lang.IllegalStateException")
        .contains("Caused by: java.lang.IllegalArgumentException")
        .contains("RedactedFailureTest.saysTheClassesAndPlacesAndNoWords(")
        .doesNotContain("hunter2", "faked", "\u2028", "Suppressed");
  }

  private static int deep(int depth) {
    return depth == 0 ? Integer.parseInt(HOSTILE) : deep(depth - 1) + 1;
  }

  @Test
  void isBounded() {
    Throwable failure = new RuntimeException(HOSTILE);
    for (int i = 0; i < 100; i++) {
      failure = new RuntimeException(HOSTILE, failure);
    }
    assertThat(printed(failure)).doesNotContain("hunter2").hasSizeLessThan(50_000);
    try {
      deep(900);
    } catch (NumberFormatException fault) {
      assertThat(printed(fault)).doesNotContain("hunter2").hasLineCount(33);
    }
  }

  @Test
  void endsARing() {
    Exception one = new Exception(HOSTILE);
    one.initCause(new Exception(HOSTILE, one));
    assertThat(printed(one)).doesNotContain("hunter2").hasSizeLessThan(50_000);
  }

  /** The end of a process that has no memory left hangs on it. */
  @Test
  void leavesTheErrorsOfTheJvmAsTheyAre() {
    Error memory = new OutOfMemoryError("Java heap space");
    assertThat(RedactedFailure.of(memory)).isSameAs(memory);
    assertThat(RedactedFailure.of(new IllegalStateException(HOSTILE, memory))).hasCause(memory);
    Error missing = new NoClassDefFoundError("io/parley/Some");
    assertThat(RedactedFailure.of(missing)).isSameAs(missing);
    Error initializer = new ExceptionInInitializerError(new IllegalStateException(HOSTILE));
    assertThat(printed(initializer)).doesNotContain("hunter2");
  }
}
