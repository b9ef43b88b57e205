package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.append;
import static io.parley.broker.sqlite.Store.join;
import static io.parley.broker.sqlite.Store.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store whose files were damaged while no server ran, so acknowledged messages are lost. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class LostCommitsTest {
  private static final List<String> FILES =
      List.of("parley.db", "parley.db-wal", CommitMark.NAME, "lock");

  @TempDir private Path folder;

  /** The files of a store as a kill leaves them, after the first message and after the last. */
  private Path early;

  private Path late;
  private Position first;
  private Position last;

  @BeforeEach
  void kill() throws Exception {
    SqliteBroker broker = SqliteBroker.open(folder.resolve("store"), Store.LASTING);
    first = append(broker, TEA, "one");
    early = copied("early");
    append(broker, Store.room(1), "two");
    last = append(broker, TEA, "three");
    late = copied("late");
    broker.close();
  }

  private Path copied(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    for (String file : FILES) {
      Files.copy(folder.resolve("store").resolve(file), copy.resolve(file));
    }
    return copy;
  }

  /** What befalls the files. */
  private enum Damage {
    LOG_DELETED,
    LOG_EMPTIED,
    LOG_TRUNCATED,
    LOG_CORRUPTED,
    LOG_OF_BEFORE,
    STORE_OF_BEFORE,
    MARK_DELETED,
    MARK_CORRUPTED;

    void befall(Path store, Path early) throws IOException {
      Path log = store.resolve("parley.db-wal");
      Path mark = store.resolve(CommitMark.NAME);
      byte[] bytes = Files.readAllBytes(log);
      switch (this) {
        case LOG_DELETED -> Files.delete(log);
        case LOG_EMPTIED -> Files.write(log, new byte[0]);
        case LOG_TRUNCATED -> Files.write(log, Arrays.copyOf(bytes, bytes.length - 1));
        case LOG_CORRUPTED -> {
          bytes[bytes.length - 100] ^= 1;
          Files.write(log, bytes);
        }
        case LOG_OF_BEFORE -> Files.write(log, Files.readAllBytes(early.resolve("parley.db-wal")));
        case STORE_OF_BEFORE -> {
          Files.write(store.resolve("parley.db"), Files.readAllBytes(early.resolve("parley.db")));
          Files.write(log, Files.readAllBytes(early.resolve("parley.db-wal")));
        }
        case MARK_DELETED -> Files.delete(mark);
        case MARK_CORRUPTED -> Files.writeString(mark, "mark 1 a 0 a 0\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void everyRoomBeginsANewEpochSoThatClientsAreToldOfAGap(Damage damage) throws Exception {
    damage.befall(late, early);
    SqliteBroker broker = SqliteBroker.open(late, Store.LASTING);
    assertThat(read(broker, TEA, first).gap()).isTrue();
    assertThat(join(broker.head(Store.room(1))).epoch()).isNotEqualTo(first.epoch());
    assertThat(append(broker, TEA, "next").epoch()).isNotEqualTo(first.epoch());
    Position head = join(broker.head(TEA));
    broker.close();
    SqliteBroker again = SqliteBroker.open(late, Store.LASTING);
    assertThat(join(again.head(TEA))).isEqualTo(head);
    again.close();
  }

  @Test
  void whatIsWholeGoesOn() throws Exception {
    for (Path store : List.of(early, late)) {
      SqliteBroker broker = SqliteBroker.open(store, Store.LASTING);
      assertThat(join(broker.head(TEA))).isEqualTo(store.equals(early) ? first : last);
      broker.close();
    }
  }

  /** Only what was acknowledged has to be there. */
  @Test
  void aCommitThatWasNotMarkedYetMayBeThere() throws Exception {
    Files.write(late.resolve(CommitMark.NAME), Files.readAllBytes(early.resolve(CommitMark.NAME)));
    SqliteBroker broker = SqliteBroker.open(late, Store.LASTING);
    assertThat(join(broker.head(TEA))).isEqualTo(last);
    broker.close();
  }

  @Test
  void aRoomThatWasForgottenIsNotMissed() throws Exception {
    ManualTime time = new ManualTime();
    StoreLimits one =
        new StoreLimits(10, 1 << 20, Duration.ofSeconds(1), 1, 1L << 40, Duration.ZERO);
    Path store = folder.resolve("forgets");
    SqliteBroker broker = SqliteBroker.open(store, one, time);
    Position old = append(broker, TEA, "m");
    time.pass(Duration.ofHours(2));
    while (!read(broker, TEA, new Position(old.epoch(), 0)).gap()) {
      Thread.onSpinWait();
    }
    Position other = append(broker, Store.room(1), "m");
    broker.close();
    broker = SqliteBroker.open(store, one, time);
    assertThat(join(broker.head(Store.room(1)))).isEqualTo(other);
    broker.close();
  }
}
