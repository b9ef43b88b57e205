package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a failure, in a container that prints everything it gets. */
class FailureLogTest {
  private static final String HOSTILE = "room \u2028 token=hunter2\r\nfaked line";

  private final Logger logger = Logger.getLogger(FailureLogTest.class.getName());
  private final FailureLog log = new FailureLog(System.getLogger(logger.getName()));
  private final Lines lines = new Lines();

  private static final class Lines extends Handler {
    private final List<String> printed = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      printed.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.ALL);
    logger.addHandler(lines);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(lines);
  }

  @Test
  void noWordsOfAFaultGetIntoTheLog() {
    log.warn("what failed", new CompletionException(new IllegalArgumentException(HOSTILE)));
    assertThat(lines.printed).hasSize(2);
    assertThat(lines.printed.get(0)).contains("what failed: IllegalArgumentException");
    assertThat(String.join("", lines.printed))
        .contains("java.util.concurrent.CompletionException", "FailureLogTest.noWords")
        .doesNotContain("hunter2", "faked");
  }

  @Test
  void theStoresOwnWordsStayAndAreBounded() {
    log.warn("what failed", new IOException("disk is full".repeat(1_000)));
    assertThat(lines.printed.get(0)).contains("what failed: IOException: disk is full");
    assertThat(String.join("", lines.printed)).hasSizeLessThan(10_000);
  }

  @Test
  void aFaultOfOursIsToldByItsPlacesAndOnceInAWhile() {
    for (int i = 0; i < 1_000; i++) {
      log.error("a listener failed", new IllegalStateException(HOSTILE));
    }
    assertThat(lines.printed).hasSize(1);
    assertThat(lines.printed.get(0))
        .contains("a listener failed", "java.lang.IllegalStateException", "FailureLogTest.")
        .doesNotContain("hunter2", "faked");
  }
}
