package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.append;
import static io.parley.broker.sqlite.Store.join;
import static io.parley.broker.sqlite.Store.message;
import static io.parley.broker.sqlite.Store.read;
import static io.parley.broker.sqlite.Store.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.broker.Each;
import io.parley.chat.Broker;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.HistoryPage;
import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted, and in which order. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // Seconds: a test that waits for what never comes.
class RetentionTest {
  @TempDir private Path folder;
  private final ManualTime time = new ManualTime();
  private SqliteBroker broker;

  private void open(StoreLimits storeLimits) throws StoreException {
    broker = SqliteBroker.open(folder.resolve("store"), storeLimits, time);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private List<Long> offsets(Position after) {
    return read(broker, TEA, after).messages().stream()
        .map(storedMessage -> storedMessage.position().offset())
        .toList();
  }

  private static Message sized(int bytes, Instant at) {
    return new Message("", "ann", "", Payload.binary(new byte[bytes]), at);
  }

  private void appendSized(int room, int count, int bytes) {
    List<CompletionStage<Position>> stages =
        IntStream.range(0, count)
            .mapToObj(i -> broker.append(room(room), sized(bytes, Instant.now())))
            .toList();
    stages.forEach(Store::join);
  }

  @Test
  void aRoomKeepsItsNewestMessages() throws Exception {
    open(Store.messages(3));
    Position first = append(broker, TEA, "m");
    for (int i = 0; i < 4; i++) {
      append(broker, TEA, "m");
    }
    HistoryPage historyPage = read(broker, TEA, first);
    assertThat(historyPage.gap()).isTrue();
    assertThat(offsets(first)).containsExactly(3L, 4L, 5L);
    assertThat(read(broker, TEA, new Position(first.epoch(), 2)).gap()).isFalse();
    assertThat(join(broker.history(TEA, new Position(first.epoch(), 6), 10)).more()).isFalse();
  }

  @Test
  void anIdIsForgottenWithItsMessage() throws Exception {
    open(Store.messages(2));
    join(broker.append(TEA, message("id", "first")));
    append(broker, TEA, "m");
    assertThat(join(broker.append(TEA, message("id", "same"))).offset()).isEqualTo(1);
    append(broker, TEA, "m");
    assertThat(join(broker.append(TEA, message("id", "new"))).offset()).isEqualTo(4);
  }

  @Test
  void aRoomKeepsNoMoreBytesThanItMayButItsNewestMessage() throws Exception {
    open(Store.bytes(2_000));
    for (int i = 0; i < 3; i++) {
      join(broker.append(TEA, sized(1_000, Instant.now())));
    }
    Position head = join(broker.head(TEA));
    Position start = new Position(head.epoch(), 0);
    assertThat(offsets(start)).containsExactly(2L, 3L);
    join(broker.append(TEA, sized(5_000, Instant.now())));
    assertThat(offsets(start)).containsExactly(4L);
  }

  @Test
  void headersAndAMediaTypeCountForTheBytesOfARoom() throws Exception {
    open(Store.bytes(2_000));
    MessageHeaders headers = MessageHeaders.of(Map.of("h", "\u00e9".repeat(480)));
    Message message =
        new Message("", "ann", "", Payload.text("x"), Instant.now(), MediaType.JSON, headers);
    for (int i = 0; i < 5; i++) {
      join(broker.append(TEA, message));
    }
    Position start = new Position(join(broker.head(TEA)).epoch(), 0);
    assertThat(offsets(start)).containsExactly(4L, 5L);
    join(broker.append(TEA, sized(2_000, Instant.now())));
    assertThat(offsets(start)).containsExactly(6L);
    broker.close();
    try (Connection connection = new Database(folder.resolve("store/parley.db")).reader()) {
      assertThat(Schema.number(connection, "SELECT bytes FROM room")).isEqualTo(2_000);
    }
  }

  @Test
  void aLimitThatWasLoweredIsReachedStepByStep() throws Exception {
    open(Store.LASTING);
    Position first = append(broker, TEA, "m");
    List<CompletionStage<Position>> stages =
        IntStream.range(0, 2_000).mapToObj(i -> broker.append(TEA, message("", "m"))).toList();
    stages.forEach(Store::join);
    broker.close();
    open(Store.messages(10));
    append(broker, TEA, "m");
    assertThat(offsets(first).get(0)).isGreaterThan(2L);
    for (int i = 0; i < 10; i++) {
      append(broker, TEA, "m");
    }
    assertThat(offsets(first)).hasSize(10);
  }

  @Test
  void whatIsTooOldGoesByItselfAndTheOffsetsGoOn() throws Exception {
    open(Store.age(Duration.ofDays(30)));
    Instant now = Instant.now();
    Position first = join(broker.append(TEA, sized(1, now.minus(Duration.ofDays(31)))));
    join(broker.append(TEA, sized(1, now.minus(Duration.ofDays(29)))));
    Position gone = join(broker.append(room(1), sized(1, now.minus(Duration.ofDays(31)))));
    time.pass(Duration.ofMinutes(61));
    awaitGap(new Position(first.epoch(), 0));
    assertThat(offsets(first)).containsExactly(2L);
    while (!read(broker, room(1), new Position(gone.epoch(), 0)).gap()) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(read(broker, room(1), gone).gap()).isFalse();
    assertThat(append(broker, room(1), "next")).isEqualTo(new Position(gone.epoch(), 2));
  }

  @Test
  void aClockThatIsWrongForAWhileDeletesNothing() throws Exception {
    open(Store.age(Duration.ofDays(30)));
    Position start = new Position(append(broker, TEA, "m").epoch(), 0);
    for (Duration wrong : List.of(Duration.ofDays(40), Duration.ofDays(-40))) {
      time.pass(Duration.ofHours(2));
      time.set(wrong);
      time.pass(Duration.ofMinutes(50));
      time.set(wrong.negated());
      time.pass(Duration.ofSeconds(1));
      assertThat(read(broker, TEA, start).gap()).isFalse();
    }
    time.set(Duration.ofDays(40));
    time.pass(Duration.ofMinutes(70));
    awaitGap(start);
  }

  private void awaitGap(Position position) {
    while (!read(broker, TEA, position).gap()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aRoomWithMessagesIsNotForgottenForOneThatIsNew() throws Exception {
    open(Store.rooms(2));
    Position first = append(broker, room(1), "m");
    join(broker.append(room(2), message("id", "m")));
    for (int i = 3; i < 100; i++) {
      refused(room(i), "m");
    }
    assertThat(read(broker, room(1), new Position(first.epoch(), 0)).messages()).hasSize(1);
    assertThat(append(broker, room(1), "more")).isEqualTo(new Position(first.epoch(), 2));
    assertThat(join(broker.append(room(2), message("id", "again"))).offset()).isEqualTo(1);
    assertThat(join(broker.head(room(3))).offset()).isZero();
  }

  private void refused(RoomName room, String text) {
    assertThatThrownBy(() -> append(broker, room, text))
        .hasRootCauseInstanceOf(CapacityExceededException.class)
        .hasMessageContaining("the store has as much as it may keep");
  }

  @Test
  void aRoomWhoseMessagesAreTooOldMakesPlaceAndBeginsANewEpoch() throws Exception {
    open(new StoreLimits(10, 1 << 20, Duration.ofDays(30), 1, 1L << 40, Duration.ZERO));
    Position first = agedAway(TEA);
    Broker.Subscription subscription = join(broker.subscribe(TEA, Each.each(storedMessage -> {})));
    refused(room(1), "m");
    assertThat(join(broker.head(TEA))).isEqualTo(first);
    subscription.cancel();
    append(broker, room(1), "m");
    assertThat(read(broker, TEA, first).gap()).isTrue();
    refused(TEA, "m");
    assertThat(join(broker.head(TEA)).epoch()).isNotEqualTo(first.epoch());
  }

  @Test
  void theEmptyRoomThatWasLeftLongestAgoIsForgotten() throws Exception {
    open(new StoreLimits(10, 1 << 20, Duration.ofDays(30), 2, 1L << 40, Duration.ZERO));
    agedAway(TEA);
    Position forgotten = agedAway(room(1));
    Position kept = agedAway(TEA);
    append(broker, room(2), "m");
    assertThat(join(broker.head(TEA))).isEqualTo(kept);
    assertThat(join(broker.head(room(1)))).isNotEqualTo(forgotten);
  }

  /** Appends a message, and waits until it is deleted for its age. */
  private Position agedAway(RoomName room) {
    Instant old = Instant.now().minus(Duration.ofDays(31));
    Position only = join(broker.append(room, sized(1, old)));
    time.pass(Duration.ofMinutes(61));
    while (!read(broker, room, new Position(only.epoch(), only.offset() - 1)).gap()) {
      LockSupport.parkNanos(1_000_000);
    }
    return only;
  }

  @Test
  void whatDoesNotFitIsRefusedAndWhatWasStoredStays() throws Exception {
    long total = 4L << 20;
    open(Store.total(total));
    Position start = new Position(join(broker.head(room(0))).epoch(), 0);
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      refused += isRefused(room(i % 40), sized(2_000, Instant.now())) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, 3_999);
    long kept = 0;
    for (int i = 0; i < 40; i++) {
      HistoryPage historyPage = read(broker, room(i), start);
      assertThat(historyPage.gap()).isFalse();
      kept += join(broker.head(room(i))).offset();
    }
    assertThat(kept).isEqualTo(4_000 - refused);
    assertThat(size()).isLessThan(2 * total);
    assertThat(broker.isWritable()).isTrue();
  }

  private boolean isRefused(RoomName room, Message message) {
    try {
      join(broker.append(room, message));
      return false;
    } catch (CompletionException e) {
      assertThat(e).hasRootCauseInstanceOf(CapacityExceededException.class);
      return true;
    }
  }

  private Path file() {
    return folder.resolve("store/parley.db");
  }

  private long size() throws IOException {
    return Files.size(file());
  }

  private static long pages(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA page_count")) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void whatWasFreedIsGivenBackToTheSystem() throws Exception {
    open(Store.LASTING);
    appendSized(1, 1_000, 4_000);
    broker.close();
    long before = size();
    open(Store.messages(1));
    for (int i = 0; i < 5; i++) {
      append(broker, room(1), "m");
    }
    try (Connection other = new Database(file()).reader()) {
      while (pages(other) * 4096 > before / 2) {
        other.commit();
      }
    }
    broker.close();
    assertThat(size()).isLessThanOrEqualTo(before / 2);
  }
}
