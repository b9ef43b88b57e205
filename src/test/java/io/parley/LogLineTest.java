package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
  }

  private static String line(Level level, Throwable thrown) {
    LogRecord entry = new LogRecord(level, "told {0}");
    entry.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    entry.setLoggerName("io.parley.some");
    entry.setParameters(new Object[] {"twice"});
    entry.setThrown(thrown);
    return new LogLine().format(entry);
  }

  @ParameterizedTest
  @CsvSource({
    "SEVERE, ERROR",
    "WARNING, WARNING",
    "INFO, INFO",
    "CONFIG, CONFIG",
    "FINE, DEBUG",
    "FINER, TRACE",
  })
  void levelsHaveTheirEnglishNames(String level, String name) {
    Locale.setDefault(Locale.GERMANY);

    assertThat(line(Level.parse(level), null))
        .matches("2026-01-0\\d \\d\\d:04:05\\.678 " + name + " io\\.parley\\.some told twice\\R");
  }

  @Test
  void aThrownOneFollowsInLinesOfItsOwn() {
    assertThat(line(Level.SEVERE, new IllegalStateException("no")))
        .contains("told twice\njava.lang.IllegalStateException: no\n\tat ")
        .endsWith("\n");
  }
}
