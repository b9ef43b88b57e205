package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.append;
import static io.parley.broker.sqlite.Store.join;
import static io.parley.broker.sqlite.Store.message;
import static io.parley.broker.sqlite.Store.read;
import static io.parley.broker.sqlite.Store.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.parley.broker.Each;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** An acknowledged message is stored, and is there after the next start. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class DurabilityTest {
  @TempDir private Path folder;

  private SqliteBroker open() throws StoreException {
    return SqliteBroker.open(folder.resolve("store"), Store.LASTING);
  }

  private Path file() {
    return folder.resolve("store/parley.db");
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA " + name)) {
      result.next();
      return result.getString(1);
    }
  }

  @Test
  void theLogSurvivesTheBroker() throws Exception {
    Position first;
    Position second;
    try (Closing store = new Closing(open())) {
      first = append(store.broker, TEA, "a");
      second = join(store.broker.append(TEA, message("id", "b")));
    }
    try (Closing store = new Closing(open())) {
      HistoryPage historyPage = read(store.broker, TEA, first);
      assertThat(historyPage.gap()).isFalse();
      assertThat(texts(historyPage)).containsExactly("b");
      assertThat(join(store.broker.append(TEA, message("id", "again")))).isEqualTo(second);
      assertThat(append(store.broker, TEA, "c"))
          .isEqualTo(new Position(first.epoch(), second.offset() + 1));
    }
  }

  @Test
  void everyConnectionHasWhatMakesACommitMeanStableStorage() throws Exception {
    open().close();
    Database database = new Database(file());
    try (Connection writer = database.writer();
        Connection reader = database.reader()) {
      for (Connection connection : List.of(writer, reader)) {
        assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
        assertThat(pragma(connection, "synchronous")).isEqualTo("2");
        assertThat(pragma(connection, "fullfsync")).isEqualTo("1");
        assertThat(pragma(connection, "checkpoint_fullfsync")).isEqualTo("1");
      }
      assertThat(pragma(writer, "auto_vacuum")).isEqualTo("2");
      assertThatThrownBy(() -> reader.createStatement().executeUpdate("DELETE FROM message"))
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void nobodyElseOpensAConnection() {
    ArchRuleDefinition.noClasses()
        .that()
        .doNotHaveSimpleName("Database")
        .and()
        .doNotHaveSimpleName("NativeLibrary")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .orShould()
        .dependOnClassesThat(
            JavaClass.Predicates.equivalentTo(DriverManager.class)
                .or(JavaClass.Predicates.assignableTo(javax.sql.DataSource.class)))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.parley.broker.sqlite"));
  }

  /** A second connection sees a commit only once it is whole. */
  @Test
  void aStageCompletesAndAListenerHearsAfterTheCommitOnly() throws Exception {
    List<Integer> found = Collections.synchronizedList(new ArrayList<>());
    try (Closing store = new Closing(open());
        Connection other = new Database(file()).reader();
        PreparedStatement stored =
            other.prepareStatement("SELECT count(*) FROM message WHERE offset = ?")) {
      store.broker.subscribe(
          TEA,
          Each.each(storedMessage -> found.add(count(other, stored, storedMessage.position()))));
      List<CompletableFuture<Void>> stages = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        stages.add(
            store
                .broker
                .append(TEA, message("", "m"))
                .thenAccept(position -> found.add(count(other, stored, position)))
                .toCompletableFuture());
      }
      stages.forEach(Store::join);
      store.broker.close();
    }
    assertThat(found).hasSize(600).containsOnly(1);
  }

  private static int count(Connection other, PreparedStatement stored, Position position) {
    synchronized (other) {
      try {
        stored.setLong(1, position.offset());
        try (ResultSet result = stored.executeQuery()) {
          result.next();
          return result.getInt(1);
        } finally {
          other.commit();
        }
      } catch (SQLException e) {
        return -1;
      }
    }
  }

  @Test
  void closingLeavesTheDatabaseAndTheLockAndNoDriverBehind() throws Exception {
    SqliteBroker broker = open();
    broker.subscribe(TEA, Each.each(storedMessage -> {}));
    read(broker, TEA, append(broker, TEA, "a"));
    broker.close();
    try (var files = Files.list(folder.resolve("store"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("parley.db", "parley.mark", "lock");
    }
    assertThat(DriverManager.drivers()).noneMatch(JDBC.class::isInstance);
  }

  @Test
  void aBackupTakenWhileItRunsHoldsWhatWasAcknowledgedAndIsRestoredWithOtherEpochs()
      throws Exception {
    Position first;
    Path backup = folder.resolve("backup.db");
    try (Closing store = new Closing(open())) {
      first = append(store.broker, TEA, "kept");
      try (Connection tool = JDBC.createConnection(JDBC.PREFIX + file(), new Properties());
          Statement statement = tool.createStatement()) {
        statement.executeUpdate("VACUUM INTO '" + backup + "'");
      }
      append(store.broker, TEA, "lost");
    }
    Files.move(backup, file().resolveSibling("restore.db"));
    assertThatThrownBy(this::open)
        .hasMessage("a folder with parley.db or restore.db, not with both");
    Files.delete(file());
    for (int start = 0; start < 2; start++) {
      try (Closing store = new Closing(open())) {
        HistoryPage historyPage = read(store.broker, TEA, first);
        assertThat(historyPage.gap()).isTrue();
        assertThat(texts(historyPage)).containsExactly("kept");
        assertThat(join(store.broker.head(Store.room(1))).epoch()).isNotEqualTo(first.epoch());
      }
    }
    assertThat(file().resolveSibling("restore.db")).doesNotExist();
  }

  /** {@code try} with a broker. */
  private record Closing(SqliteBroker broker) implements AutoCloseable {
    @Override
    public void close() {
      broker.close();
    }
  }
}
