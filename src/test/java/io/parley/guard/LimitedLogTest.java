package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedLogTest {
  private final List<String> written = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private boolean broken;
  private final LimitedLog log = new LimitedLog(new Recorder(), 3, 5, nanos::get, later::add);

  /** Takes all but DEBUG. */
  private final class Recorder implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.DEBUG;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable cause) {
      written.add(text + " " + cause);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Object... values) {
      if (broken) {
        throw new NoClassDefFoundError("a handler's");
      }
      written.add(text);
    }
  }

  private void cause(int lines, String address) {
    for (int line = 0; line < lines; line++) {
      log.log(System.Logger.Level.INFO, address, () -> address);
    }
  }

  private void passASecond() {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void writesSoManyLinesOfAnAddressAndTellsHowManyItLeftOut() {
    cause(10, "a");
    assertThat(written).containsExactly("a", "a", "a");
    passASecond();
    assertThat(written).endsWith("left out 7 lines, 7 about a").hasSize(4);
  }

  @Test
  void writesSoManyOfAllAddressesAndNamesTheOneWithMost() {
    cause(4, "a");
    cause(4, "b");
    cause(1, "c");
    assertThat(written).containsExactly("a", "a", "a", "b", "b");
    passASecond();
    assertThat(written).endsWith("left out 4 lines, 2 about b").hasSize(6);
  }

  @Test
  void beginsAnewEachSecond() {
    for (int second = 0; second < 3; second++) {
      cause(3, "a");
      passASecond();
    }
    assertThat(written).hasSize(9).containsOnly("a");
    assertThat(later).isEmpty();
  }

  @Test
  void tellsOnceASecondHoweverManyThereAre() {
    cause(1_000, "a");
    assertThat(later).hasSize(1);
    passASecond();
    cause(1_000, "a");
    passASecond();
    assertThat(written)
        .containsExactly(
            "a",
            "a",
            "a",
            "left out 997 lines, 997 about a",
            "a",
            "a",
            "a",
            "left out 997 lines, 997 about a");
  }

  @Test
  void tellsAtTheEndWhatNobodyWouldTellLater() {
    cause(4, "a");
    log.logOmitted();
    passASecond();
    log.logOmitted();
    assertThat(written).containsExactly("a", "a", "a", "left out 1 lines, 1 about a");
  }

  @Test
  void forgetsNoLineOfMoreAddressesThanItTellsApart() {
    int addresses = 3 * LimitedLog.MOST_ADDRESSES;
    for (int address = 0; address < addresses; address++) {
      cause(1, "a" + address);
    }
    passASecond();
    assertThat(written).hasSize(6);
    assertThat(written.get(5)).startsWith("left out " + (addresses - 5) + " lines, 1 about a");
  }

  /** A handler that fails must not silence it for ever. */
  @Test
  void tellsAgainAfterTheLogFailedByAnError() {
    cause(4, "a");
    broken = true;
    passASecond();
    broken = false;
    cause(4, "b");
    passASecond();
    assertThat(written).endsWith("b", "b", "b", "left out 1 lines, 1 about b");
  }

  @Test
  void countsNoLineThatWouldNotBeWritten() {
    for (int line = 0; line < 10; line++) {
      log.log(System.Logger.Level.DEBUG, "a", () -> "a");
    }
    assertThat(written).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void limitsStackTracesToo() {
    for (int line = 0; line < 10; line++) {
      log.log(System.Logger.Level.ERROR, "a", "fault", new IllegalStateException("a peer's words"));
    }
    String line = "fault java.lang.IllegalStateException";
    assertThat(written).containsExactly(line, line, line);
  }
}
