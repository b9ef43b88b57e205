package io.parley.broker.sqlite;

import static io.parley.broker.sqlite.Store.TEA;
import static io.parley.broker.sqlite.Store.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.broker.Dispatchers;
import io.parley.chat.Position;
import io.parley.chat.StageFailure;
import io.parley.chat.StoredMessage;
import io.parley.chat.UncertainException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that fails, whether it took effect or not. */
class UncertainCommitTest {
  /** What a failing commit does. */
  private enum Commit {
    WORKS,
    WORKS_AND_FAILS,
    FAILS
  }

  /** A clock that a test sets. */
  private static final class Clock implements TimeSource {
    private long nanos;

    @Override
    public long millis() {
      return 1_000;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  @TempDir private Path folder;
  private final AppendQueue queue = new AppendQueue(Duration.ZERO);
  private final Dispatchers dispatchers = Dispatchers.on(Runnable::run);
  private final Clock clock = new Clock();
  private final List<StoredMessage> told = new ArrayList<>();
  private StoreDirectory directory;
  private StoreInitializer.Prepared prepared;
  private StoreWriter writer;
  private Commit commit = Commit.WORKS;

  @BeforeEach
  void open() throws Exception {
    directory = StoreDirectory.take(folder.resolve("store"));
    NativeLibrary.load(directory.file("native"));
    Database database = new Database(directory.database());
    CommitMark mark = directory.mark();
    prepared = StoreInitializer.prepare(database, mark);
    StoreFiles files = StoreFiles.of(directory, mark);
    RoomEpochs epochs = new RoomEpochs(prepared.epoch());
    StoreShares shares = new StoreShares(Store.LASTING);
    writer =
        new StoreWriter(
            queue,
            dispatchers,
            () ->
                new StoreTransactions(
                    failing(database.writer()), Store.LASTING, epochs, files, shares),
            Store.LASTING.doubt(),
            clock);
    dispatchers.of(TEA).subscribe(TEA, told::addAll);
  }

  @AfterEach
  void close() throws Exception {
    writer.disconnect();
    prepared.connection().close();
    directory.close();
  }

  @Test
  void aCommitThatTookEffectIsAcknowledgedAndToldOnceByTheNextTry() {
    CompletableFuture<Position> stored = append("one", "a");
    commit = Commit.WORKS_AND_FAILS;
    writer.round();
    assertThat(stored).isNotDone();
    assertThat(told).isEmpty();
    CompletableFuture<Position> later = append("two", "b");
    commit = Commit.WORKS;
    writer.round();
    writer.round();
    assertThat(stored.join().offset()).isEqualTo(1);
    assertThat(later.join().offset()).isEqualTo(2);
    assertThat(told).extracting(Store::text).containsExactly("a", "b");
  }

  @Test
  void aCommitThatTookNoEffectIsTriedAgainBeforeAnythingLater() {
    CompletableFuture<Position> stored = append("one", "a");
    CompletableFuture<Position> beside = append("two", "b");
    commit = Commit.FAILS;
    writer.round();
    CompletableFuture<Position> later = append("three", "c");
    writer.round();
    commit = Commit.WORKS;
    writer.round();
    writer.round();
    assertThat(stored.join().offset()).isEqualTo(1);
    assertThat(beside.join().offset()).isEqualTo(2);
    assertThat(later.join().offset()).isEqualTo(3);
    assertThat(told).extracting(Store::text).containsExactly("a", "b", "c");
  }

  @Test
  void aRepeatedMessageStaysARepetitionAndIsNotToldAgain() {
    CompletableFuture<Position> first = append("one", "a");
    writer.round();
    assertThat(first).isDone();
    CompletableFuture<Position> repeated = append("one", "a");
    commit = Commit.WORKS_AND_FAILS;
    writer.round();
    commit = Commit.WORKS;
    writer.round();
    assertThat(repeated.join().offset()).isEqualTo(1);
    assertThat(told).extracting(Store::text).containsExactly("a");
  }

  @Test
  void anOutcomeThatStaysUnknownIsUncertainAndTheSameIdIsSafe() {
    CompletableFuture<Position> stored = append("one", "a");
    commit = Commit.WORKS_AND_FAILS;
    writer.round();
    commit = Commit.FAILS;
    clock.nanos = StoreWriter.PATIENCE.toNanos();
    writer.round();
    assertThatThrownBy(stored::join)
        .isInstanceOf(CompletionException.class)
        .satisfies(
            failure -> assertThat(StageFailure.as(UncertainException.class, failure)).isPresent());
    commit = Commit.WORKS;
    CompletableFuture<Position> again = append("one", "a");
    writer.round();
    assertThat(again.join().offset()).isEqualTo(1);
  }

  @Test
  void atTheCloseAnUncertainBatchIsTriedOnceMore() {
    CompletableFuture<Position> stored = append("one", "a");
    commit = Commit.FAILS;
    writer.round();
    queue.close();
    assertThat(writer.round()).isTrue();
    assertThat(stored).isCompletedExceptionally();
    assertThat(writer.round()).isFalse();
  }

  private CompletableFuture<Position> append(String id, String text) {
    PendingAppend pendingAppend = new PendingAppend(TEA, message(id, text), List.of());
    assertThat(queue.offer(pendingAppend)).isEmpty();
    return pendingAppend.stage();
  }

  private Connection failing(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          Object result = call(() -> method.invoke(connection, arguments));
          boolean commits =
              method.getName().equals("prepareStatement") && "COMMIT".equals(arguments[0]);
          return commits ? failing((PreparedStatement) result) : result;
        });
  }

  private PreparedStatement failing(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          boolean commits = method.getName().equals("execute");
          if (commits && commit == Commit.FAILS) {
            throw new SQLException("no commit");
          }
          Object result = call(() -> method.invoke(statement, arguments));
          if (commits && commit == Commit.WORKS_AND_FAILS) {
            throw new SQLException("after the commit");
          }
          return result;
        });
  }

  /** Calls by reflection. */
  private interface Call {
    Object now() throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(
        Proxy.newProxyInstance(
            UncertainCommitTest.class.getClassLoader(), new Class<?>[] {type}, calls));
  }

  private static Object call(Call call) throws Throwable {
    try {
      return call.now();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
