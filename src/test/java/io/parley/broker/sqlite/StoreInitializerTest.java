package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.chat.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which folders are accepted as a store, and the message for others. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class StoreInitializerTest {
  @TempDir private Path folder;

  private Path store() {
    return folder.resolve("a/store");
  }

  private ThrowingCallable opening() {
    return () -> SqliteBroker.open(store(), Store.LASTING);
  }

  private void openAndClose() throws StoreException {
    SqliteBroker broker = SqliteBroker.open(store(), Store.LASTING);
    append(broker, TEA, "a");
    broker.close();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFolderThatIsNotThereIsMadeForItsOwnerAlone() throws Exception {
    SqliteBroker broker = SqliteBroker.open(store(), Store.LASTING);
    try (Stream<Path> files = Files.list(store())) {
      append(broker, TEA, "a");
      assertThat(permissions(store())).isEqualTo("rwx------");
      List<Path> all = files.toList();
      assertThat(all).extracting(file -> file.getFileName().toString()).contains("parley.db-wal");
      for (Path file : all) {
        assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void theNativeLibraryIsUnpackedIntoTheFolderAndGoneOnceItIsLoaded() throws Exception {
    openAndClose();
    assertThat(store().resolve("native")).doesNotExist();
    assertThat(System.getProperty("org.sqlite.tmpdir")).isNull();
  }

  @Test
  void aFolderThatABrokerHasIsRefusedUntilItIsClosed() throws Exception {
    SqliteBroker broker = SqliteBroker.open(store(), Store.LASTING);
    assertThatThrownBy(opening())
        .isInstanceOf(StoreException.class)
        .hasMessage("a folder that no other server uses");
    append(broker, TEA, "still works");
    broker.close();
    openAndClose();
  }

  @Test
  void afterAFailureTheFolderIsFree() throws Exception {
    Files.createDirectories(store());
    Files.writeString(store().resolve("parley.db"), "no database, but long enough".repeat(100));
    assertThatThrownBy(opening()).isInstanceOf(StoreException.class);
    Files.delete(store().resolve("parley.db"));
    openAndClose();
  }

  @Test
  void whatIsNoDatabaseIsRefusedInOneLineAndLeftAsItWas() throws Exception {
    Files.createDirectories(store());
    byte[] other = "no database, but long enough".repeat(100).getBytes(StandardCharsets.UTF_8);
    Files.write(store().resolve("parley.db"), other);
    assertThatThrownBy(opening())
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("a store that can be opened (")
        .hasMessageContaining("NOTADB")
        .hasMessageNotContaining("\n");
    assertThat(store().resolve("parley.db")).hasBinaryContent(other);
  }

  @Test
  void aStoreOfANewerFormatIsRefused() throws Exception {
    openAndClose();
    Database database = new Database(store().resolve("parley.db"));
    try (Connection connection = database.writer();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 3");
    }
    assertThatThrownBy(opening())
        .hasMessage("a store of format 2; this one is of 3, a newer Parley's");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "DROP TABLE message|a store whose table message has the columns room, offset, id, sender,"
            + " name, at, text, payload, type, headers; there is no such table",
        "ALTER TABLE room DROP COLUMN bytes|a store whose table room has the columns id, name,"
            + " epoch, head, oldest, bytes, touched; it has others",
        "ALTER TABLE store ADD COLUMN more|a store whose table store has the columns epoch; it has"
            + " others",
        "DROP INDEX message_id|a store with the index message_id",
        "DELETE FROM store|a store with one row in the table store",
        "PRAGMA user_version = 0|a store of Parley's, not another program's database",
        "PRAGMA application_id = 7|a store of Parley's, not another program's database",
      })
  void whatIsNoWholeStoreIsRefusedAtTheStart(String change, String expected) throws Exception {
    openAndClose();
    try (Connection connection = new Database(store().resolve("parley.db")).writer();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(change);
    }
    assertThatThrownBy(opening()).isInstanceOf(StoreException.class).hasMessage(expected);
  }

  @Test
  void theStoreOfAnEarlierParleyIsGoneOnWith() throws Exception {
    openAndClose();
    try (Connection connection = new Database(store().resolve("parley.db")).writer();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA application_id = 0");
      statement.executeUpdate("DROP INDEX room_empty");
      statement.executeUpdate("CREATE INDEX room_touched ON room (touched)");
    }
    Files.delete(store().resolve("parley.mark"));
    SqliteBroker broker = SqliteBroker.open(store(), Store.LASTING);
    Position second = append(broker, TEA, "b");
    assertThat(Store.read(broker, TEA, new Position(second.epoch(), 0)).gap()).isFalse();
    assertThat(second.offset()).isEqualTo(2);
    broker.close();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws Exception {
    Files.createDirectories(store().getParent());
    Files.createFile(store());
    assertThatThrownBy(opening())
        .hasMessageStartingWith("a folder that can be written (")
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatDoesNotOpenAsABackupIsLeftAsItWas() throws Exception {
    Files.createDirectories(store());
    Path backup = Files.writeString(store().resolve("restore.db"), "no database".repeat(100));
    assertThatThrownBy(opening())
        .hasMessageStartingWith("a restore.db that is a backup of a store (");
    assertThat(backup).hasContent("no database".repeat(100));
  }
}
