package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.append;
import static io.parley.broker.sqlite.Store.join;
import static io.parley.broker.sqlite.Store.message;
import static io.parley.broker.sqlite.Store.read;
import static io.parley.broker.sqlite.Store.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.broker.Each;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.JDBC;

/** A store that fails, and one that is too slow. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class FailureTest {
  @TempDir private Path folder;
  private SqliteBroker broker;

  private void open(StoreLimits storeLimits) throws StoreException {
    broker = SqliteBroker.open(folder.resolve("store"), storeLimits);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void whileNothingCanBeWrittenAppendsFailAndAfterwardsTheyAreStored() throws Exception {
    open(Store.LASTING);
    List<StoredMessage> heard = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, heard::addAll);
    Position first = append(broker, TEA, "before");
    try (Connection other =
            JDBC.createConnection(
                JDBC.PREFIX + folder.resolve("store/parley.db"), new Properties());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> join(broker.append(TEA, message("id", "fails"))))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("not stored: ");
      assertThat(texts(read(broker, TEA, new Position(first.epoch(), 0))))
          .containsExactly("before");
      statement.execute("ROLLBACK");
    }
    assertThat(join(broker.append(TEA, message("id", "stored"))).offset()).isEqualTo(2);
    assertThat(texts(read(broker, TEA, first))).containsExactly("stored");
    broker.close();
    assertThat(heard).extracting(Store::text).containsExactly("before", "stored");
  }

  @Test
  void whatDoesNotFitFailsAndWhatFitsIsStored() throws Exception {
    open(Store.total(1 << 20));
    Message large = new Message("id", "ann", "", Payload.binary(new byte[12 << 20]), Instant.now());
    assertThat(append(broker, TEA, "a").offset()).isEqualTo(1);
    assertThatThrownBy(() -> join(broker.append(TEA, large)))
        .hasRootCauseInstanceOf(CapacityExceededException.class);
    assertThat(append(broker, TEA, "b").offset()).isEqualTo(2);
    assertThat(join(broker.append(TEA, message("id", "c"))).offset()).isEqualTo(3);
  }

  @Test
  void aStoreThatCannotBeWrittenIsFoundOutWithoutAnyMessage() throws Exception {
    ManualTime time = new ManualTime();
    broker = SqliteBroker.open(folder.resolve("store"), Store.LASTING, time);
    append(broker, TEA, "m");
    try (Connection other =
            JDBC.createConnection(
                JDBC.PREFIX + folder.resolve("store/parley.db"), new Properties());
        Statement statement = other.createStatement()) {
      statement.execute("ALTER TABLE store RENAME TO elsewhere");
      time.pass(Duration.ofSeconds(9));
      assertThat(broker.isWritable()).isTrue();
      time.pass(Duration.ofSeconds(2));
      await(() -> !broker.isWritable());
      statement.execute("ALTER TABLE elsewhere RENAME TO store");
    }
    await(broker::isWritable);
  }

  /** What happens to a store while it is open. */
  private enum Accident {
    DATABASE_DELETED,
    LOG_DELETED,
    LOCK_DELETED,
    MARK_DELETED,
    FOLDER_DELETED,
    FOLDER_MOVED,
    DATABASE_MOVED,
    DATABASE_REPLACED;

    void happen(Path store) throws IOException {
      Path database = store.resolve("parley.db");
      switch (this) {
        case DATABASE_DELETED -> Files.delete(database);
        case LOG_DELETED -> Files.delete(store.resolve("parley.db-wal"));
        case LOCK_DELETED -> Files.delete(store.resolve("lock"));
        case MARK_DELETED -> Files.delete(store.resolve("parley.mark"));
        case FOLDER_DELETED -> {
          try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
              Files.delete(file);
            }
          }
          Files.delete(store);
        }
        case FOLDER_MOVED -> Files.move(store, store.resolveSibling("moved"));
        case DATABASE_MOVED -> Files.move(database, store.resolve("moved.db"));
        case DATABASE_REPLACED -> {
          Path copy = Files.copy(database, store.resolve("copy.db"));
          Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Accident.class)
  void nothingIsAcknowledgedOnceItsFilesAreGone(Accident accident) throws Exception {
    open(Store.LASTING);
    append(broker, TEA, "before");
    accident.happen(folder.resolve("store"));
    boolean there = Files.exists(folder.resolve("store/parley.db"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> append(broker, TEA, "after"))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("was deleted, moved or replaced while the server runs");
      assertThat(broker.isWritable()).isFalse();
    }
    assertThat(Files.exists(folder.resolve("store/parley.db"))).isEqualTo(there);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 4_096})
  void nothingIsAcknowledgedOnceTheDatabaseIsCut(long bytes) throws Exception {
    open(Store.LASTING);
    append(broker, TEA, "before");
    broker.close(); // Which puts the log into the database.
    open(Store.LASTING);
    append(broker, TEA, "again");
    cut(folder.resolve("store/parley.db"), bytes);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> append(broker, TEA, "after"))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("was cut from ");
      assertThat(broker.isWritable()).isFalse();
    }
  }

  /** By another process: with a channel on the file this one would lose SQLite's locks on it. */
  private static void cut(Path file, long bytes) throws Exception {
    assertThat(Files.size(file)).isGreaterThan(bytes);
    Process truncate =
        new ProcessBuilder("truncate", "-s", Long.toString(bytes), file.toString()).start();
    assertThat(truncate.waitFor()).isZero();
  }

  @Test
  void thatItsFilesAreGoneIsFoundOutWithoutAnyMessage() throws Exception {
    open(Store.LASTING);
    Accident.FOLDER_MOVED.happen(folder.resolve("store"));
    await(() -> !broker.isWritable());
  }

  @Test
  void aFolderThatIsPutBackIsGoneOnWith() throws Exception {
    open(Store.LASTING);
    Position first = append(broker, TEA, "before");
    Files.move(folder.resolve("store"), folder.resolve("moved"));
    assertThatThrownBy(() -> append(broker, TEA, "lost"));
    Files.move(folder.resolve("moved"), folder.resolve("store"));
    append(broker, TEA, "after");
    assertThat(broker.isWritable()).isTrue();
    assertThat(texts(read(broker, TEA, first))).endsWith("after");
    broker.close();
    open(Store.LASTING);
    assertThat(texts(read(broker, TEA, first))).endsWith("after");
  }

  /** SQLite puts the log into the database at the end, whatever its name was. */
  @Test
  void whatWasAcknowledgedBeforeTheLogWasDeletedIsThereAfterTheNextStart() throws Exception {
    open(Store.LASTING);
    Position first = append(broker, TEA, "one");
    append(broker, TEA, "two");
    Accident.LOG_DELETED.happen(folder.resolve("store"));
    assertThatThrownBy(() -> append(broker, TEA, "three"));
    broker.close();
    open(Store.LASTING);
    assertThat(texts(read(broker, TEA, first))).startsWith("two");
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  /** Both rooms are told on one thread. */
  @Test
  void aRoomDoesNotWaitForAllThatAnotherIsTold() throws Exception {
    open(Store.LASTING);
    int processors = Runtime.getRuntime().availableProcessors();
    RoomName other =
        IntStream.range(0, 1_000)
            .mapToObj(Store::room)
            .filter(room -> (room.hashCode() - TEA.hashCode()) % processors == 0)
            .findFirst()
            .orElseThrow();
    CountDownLatch goOn = new CountDownLatch(1);
    List<RoomName> told = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, Each.each(storedMessage -> awaitQuietly(goOn)));
    broker.subscribe(TEA, Each.each(storedMessage -> told.add(TEA)));
    broker.subscribe(other, Each.each(storedMessage -> told.add(other)));
    IntStream.range(0, 1_000).forEach(i -> broker.append(TEA, message("", "m")));
    broker.append(other, message("", "m"));
    awaitStored(other, 1);
    broker.append(other, message("", "later")); // Stored only after the one before is handed over.
    awaitStored(other, 2);
    goOn.countDown();
    broker.close();
    assertThat(told).hasSize(1_002);
    assertThat(told.indexOf(other)).isLessThanOrEqualTo(128); // Two turns.
  }

  private void awaitStored(RoomName room, int messages) {
    Position before = new Position("", 0);
    while (join(broker.read(room, before, 10)).messages().size() < messages) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
