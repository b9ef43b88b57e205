package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
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
  void eachLineShowsItsOwnTimeInMilliseconds() {
    LogLine lines = new LogLine();
    List<String> times =
        Stream.of("05.007Z", "05.070Z", "06.999Z", "05.700Z")
            .map(time -> Instant.parse("2026-01-02T03:04:" + time))
            .map(
                time -> {
                  LogRecord entry = new LogRecord(Level.INFO, "told");
                  entry.setInstant(time);
                  return lines.format(entry).substring("2026-01-02 03:".length()).split(" ", -1)[0];
                })
            .toList();
    assertThat(times).containsExactly("04:05.007", "04:05.070", "04:06.999", "04:05.700");
  }

  private static String line(String logger, String message, Throwable thrown) {
    LogRecord entry = new LogRecord(Level.WARNING, message);
    entry.setLoggerName(logger);
    entry.setThrown(thrown);
    return new LogLine().format(entry);
  }

  /** What a peer sent may stand in any message of a failure. */
  @Test
  void aFailureIsToldInTheSameLineWithoutItsMessages() {
    Throwable cause = new IllegalArgumentException("/?token=s3cret");
    assertThat(line("io.parley.some", "told", new IllegalStateException("s3cret\n", cause)))
        .containsPattern(
            " io\\.parley\\.some told java\\.lang\\.IllegalStateException at io\\.parley\\.LogLineTest"
                + "\\.\\w+:\\d+ < .*; caused by java\\.lang\\.IllegalArgumentException at ")
        .doesNotContain("s3cret")
        .matches("[^\\n]+\\n")
        .hasSizeLessThan(6_000);
  }

  @Test
  void jettySaysNothingAboutAFailureButWhatAndWhere() {
    assertThat(
            line("org.eclipse.jetty.ee10.servlet.ServletChannel", "/?s3cret", new Error("s3cret")))
        .contains("ServletChannel failed: java.lang.Error at ")
        .doesNotContain("s3cret");
  }

  @Test
  void aMessageIsBoundedAndStaysOnItsLine() {
    String flood = "a\r\nb\u2028\u202e\u0000" + "x".repeat(10_000);
    assertThat(line("io.parley.some", flood, null))
        .contains("a\\u000d\\u000ab\\u2028\\u202e\\u0000xxx", "…")
        .hasSizeLessThan(1_200);
  }

  @Test
  void aRingOfCausesEnds() {
    Exception one = new Exception();
    Exception other = new Exception(one);
    one.initCause(other);
    assertThat(line("io.parley.some", "told", one)).hasSizeLessThan(6_000);
  }

  @Test
  void aStartThatFailsIsToldWithAllThatIsKnown() {
    assertThat(line("io.parley.Main", "Parley could not start", new IllegalStateException("no")))
        .contains("could not start\njava.lang.IllegalStateException: no\n\tat ")
        .endsWith("\n");
  }
}
