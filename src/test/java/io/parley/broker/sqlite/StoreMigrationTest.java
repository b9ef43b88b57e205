package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.LASTING;
import static io.parley.broker.sqlite.Store.join;
import static io.parley.broker.sqlite.Store.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store of format 1 becomes one of format 2 when it is opened. The store in the test's resources
 * was written by a Parley that knew format 1 only, and {@code messages.txt} is what that one read.
 */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class StoreMigrationTest {
  private static final List<String> FILES = List.of("parley.db", "parley.mark");

  @TempDir private Path folder;

  private Path store() {
    return folder.resolve("store");
  }

  private Path file() {
    return store().resolve("parley.db");
  }

  private static InputStream resource(String name) {
    return StoreMigrationTest.class.getResourceAsStream("format-1/" + name);
  }

  /** The lines of {@code messages.txt}. */
  private static List<String> expected() throws IOException {
    try (InputStream text = resource("messages.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private void writeFormat1() throws IOException {
    Files.createDirectories(store());
    for (String name : FILES) {
      try (InputStream bytes = resource(name)) {
        Files.write(store().resolve(name), bytes.readAllBytes());
      }
    }
  }

  private static int version(Path file) throws SQLException {
    try (Connection connection = new Database(file).writer()) {
      return Schema.number(connection, "PRAGMA user_version");
    }
  }

  /** Writes what a store has in the form of {@code messages.txt}. */
  private static List<String> content(SqliteBroker broker) throws IOException {
    List<String> lines = new ArrayList<>();
    for (RoomName room : rooms()) {
      Position head = join(broker.head(room));
      lines.add("room " + room.value() + " " + head);
      for (StoredMessage stored : read(broker, room, new Position(head.epoch(), 0)).messages()) {
        lines.add(line(stored));
        assertThat(stored.message().mediaType())
            .isEqualTo(MediaType.of(stored.message().payload()));
        assertThat(stored.message().headers()).isEqualTo(MessageHeaders.NONE);
      }
    }
    return lines;
  }

  private static List<RoomName> rooms() throws IOException {
    return expected().stream()
        .filter(line -> line.startsWith("room "))
        .map(line -> new RoomName(line.split(" ", 3)[1]))
        .toList();
  }

  private static String line(StoredMessage stored) {
    Message message = stored.message();
    boolean text = message.payload() instanceof Payload.Text;
    byte[] bytes =
        message.payload() instanceof Payload.Text t
            ? t.text().getBytes(StandardCharsets.UTF_8)
            : ((Payload.Binary) message.payload()).buffer().array();
    return String.join(
            "|",
            stored.position().toString(),
            message.id(),
            message.sender(),
            message.name(),
            Long.toString(message.at().toEpochMilli()),
            text ? "text" : "binary",
            HexFormat.of().formatHex(bytes))
        .replace("\u0000", "\\0");
  }

  @Test
  void everyMessageAndPositionOfFormat1IsThereAfterTheOpeningAndAfterASecond() throws Exception {
    writeFormat1();
    for (int start = 0; start < 2; start++) {
      SqliteBroker broker = SqliteBroker.open(store(), LASTING);
      try {
        assertThat(content(broker)).isEqualTo(expected());
      } finally {
        broker.close();
      }
      assertThat(version(file())).isEqualTo(2);
    }
  }

  @Test
  void positionsGoOnWithoutAGapAndIdsStayTaken() throws Exception {
    writeFormat1();
    SqliteBroker broker = SqliteBroker.open(store(), LASTING);
    try {
      for (RoomName room : rooms()) {
        Position head = join(broker.head(room));
        assertThat(read(broker, room, head).gap()).as(room.value()).isFalse();
        Position next = Store.append(broker, room, "next");
        assertThat(next).isEqualTo(new Position(head.epoch(), head.offset() + 1));
        assertThat(Store.texts(read(broker, room, head))).containsExactly("next");
      }
      Position first = join(broker.append(Store.TEA, Store.message("ann/1", "again")));
      assertThat(first.offset()).isEqualTo(1);
      Position zero = join(broker.append(Store.TEA, Store.message("i\u0000d", "again")));
      assertThat(zero.offset()).isEqualTo(4);
      Position trimmed = new Position(first.epoch(), 1);
      assertThat(read(broker, new RoomName("trimmed"), trimmed).gap()).isTrue();
    } finally {
      broker.close();
    }
  }

  @Test
  void aMessageWithTypeAndHeadersStandsBesideThoseOfFormat1() throws Exception {
    writeFormat1();
    MessageHeaders headers = MessageHeaders.of(Map.of("correlation-id", "7"));
    Message said =
        new Message("", "ann", "", Payload.text("{}"), Instant.EPOCH, MediaType.JSON, headers);
    SqliteBroker broker = SqliteBroker.open(store(), LASTING);
    Position position = join(broker.append(Store.TEA, said));
    broker.close();
    SqliteBroker again = SqliteBroker.open(store(), LASTING);
    Position before = new Position(position.epoch(), position.offset() - 1);
    StoredMessage stored = read(again, Store.TEA, before).messages().get(0);
    again.close();
    assertThat(stored.message()).usingRecursiveComparison().isEqualTo(said);
  }

  @Test
  void aBackupOfFormat1IsRestored() throws Exception {
    writeFormat1();
    Files.delete(store().resolve("parley.mark"));
    Files.move(file(), store().resolve("restore.db"));
    List<String> expected = withoutEpochs(expected());
    for (int start = 0; start < 2; start++) {
      SqliteBroker broker = SqliteBroker.open(store(), LASTING);
      List<String> found = content(broker);
      broker.close();
      assertThat(withoutEpochs(found)).isEqualTo(expected);
      assertThat(found).isNotEqualTo(expected());
      assertThat(version(file())).isEqualTo(2);
    }
  }

  private static List<String> withoutEpochs(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("[0-9a-z]{9,}:", "")).toList();
  }

  @Test
  void aStoreOfFormat1ThatIsNotWholeIsRefusedAndLeftAsItWas() throws Exception {
    writeFormat1();
    try (Connection connection = new Database(file()).writer();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("ALTER TABLE message ADD COLUMN more");
    }
    assertThatThrownBy(() -> SqliteBroker.open(store(), LASTING))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "a store whose table message has the columns room, offset, id, sender, name, at, text,"
                + " payload; it has others");
    assertThat(version(file())).isEqualTo(1);
  }

  /**
   * The files are copied before each command and after the last, as a kill would leave them; and
   * the command fails.
   */
  @Test
  void anInterruptionAtAnyStepLeavesFormat1Whole() throws Exception {
    int steps = 0;
    for (boolean done = false; !done; steps++) {
      writeFormat1();
      Path killed = folder.resolve("killed" + steps);
      done = migrateUntil(steps, killed);
      assertThat(version(file())).as("failed at step " + steps).isEqualTo(1);
      assertThat(version(killed.resolve("parley.db"))).as("killed at " + steps).isEqualTo(1);
      for (Path each : List.of(store(), killed)) {
        SqliteBroker broker = SqliteBroker.open(each, LASTING);
        assertThat(content(broker)).isEqualTo(expected());
        broker.close();
      }
      deleteStore();
    }
    assertThat(steps).isGreaterThan(6);
  }

  private void deleteStore() throws IOException {
    try (Stream<Path> files = Files.list(store())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * Migrates up to a command, and closes without a commit.
   *
   * @return whether there was no such command
   */
  private boolean migrateUntil(int step, Path killed) throws Exception {
    try (Connection connection = new Database(file()).writer()) {
      new Transaction(connection).begin();
      try {
        Schema.prepare(new Interruption(step).of(connection));
        copy(killed);
        return true;
      } catch (SQLException e) {
        assertThat(e.getMessage()).isEqualTo("interrupted");
        copy(killed);
        return false;
      }
    }
  }

  private void copy(Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(store())) {
      for (Path file : files.filter(each -> !each.toString().endsWith("-shm")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Lets a connection's statements fail after some commands. */
  private static final class Interruption {
    private int left;

    Interruption(int after) {
      this.left = after;
    }

    Connection of(Connection connection) {
      return wrap(Connection.class, connection);
    }

    private <T> T wrap(Class<T> type, T target) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().startsWith("execute") && left-- == 0) {
                  throw new SQLException("interrupted");
                }
                try {
                  Object result = method.invoke(target, arguments);
                  return result instanceof Statement statement
                      ? wrap(Statement.class, statement)
                      : result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }
}
