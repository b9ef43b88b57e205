package io.parley.broker.sqlite;

import io.parley.broker.Listening;
import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerLoop;
import io.parley.worker.Workers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps messages in an SQLite file: what was acknowledged is on stable storage. One thread writes,
 * with one commit for all that came meanwhile; others read, and others acknowledge and hand over.
 *
 * <p>An append waits up to ten seconds while more is under way than may be, then it fails; on a
 * thread of the broker's it fails at once.
 */
public final class SqliteBroker implements Broker {
  /** How long a close waits for the threads of one kind: a disk that hangs may never answer. */
  static final Duration LONGEST_END = Duration.ofMinutes(1);

  private final Folder folder;

  /** Open all the time, so that SQLite's log beside the database is one and the same file. */
  private final Connection anchor;

  private final Intake intake;
  private final Lanes lanes;
  private final Readings readings;

  private final Writer writer;
  private final WorkerLoop writing;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteBroker(
      Folder folder,
      Opening.Prepared store,
      StoreFiles files,
      Limits limits,
      TimeSource time,
      Workers workers) {
    this.folder = folder;
    this.anchor = store.connection();
    Database database = new Database(folder.file(Folder.DATABASE));
    intake = new Intake(limits.window());
    lanes = new Lanes(intake, workers, store.epoch());
    Reading.Opening reader = () -> reader(database, files);
    readings = new Readings(reader, workers);
    StoreShares shares = new StoreShares(limits);
    writer =
        new Writer(
            intake, lanes, () -> ledger(database, limits, files, shares), limits.doubt(), time);
    writing = workers.loop("parley-store-writer", writer::round);
  }

  private Reader reader(Database database, StoreFiles files) throws SQLException {
    files.requireUnchanged();
    return new Reader(database.reader(), lanes);
  }

  private Ledger ledger(Database database, Limits limits, StoreFiles files, StoreShares shares)
      throws SQLException {
    files.requireWhole();
    Connection connection = database.writer();
    try {
      return new Ledger(connection, limits, lanes, files, shares);
    } catch (SQLException | RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Makes the folder and the store where there is none.
   *
   * @throws StoreException where it cannot be opened, or another broker has it
   */
  public static SqliteBroker open(Path path, Limits limits, Workers workers) throws StoreException {
    return open(path, limits, TimeSource.SYSTEM, workers);
  }

  /** Likewise, with workers of its own. */
  public static SqliteBroker open(Path path, Limits limits) throws StoreException {
    return open(path, limits, new Workers());
  }

  static SqliteBroker open(Path path, Limits limits, TimeSource time) throws StoreException {
    return open(path, limits, time, new Workers());
  }

  static SqliteBroker open(Path path, Limits limits, TimeSource time, Workers workers)
      throws StoreException {
    Folder folder = Folder.take(path);
    try {
      NativeLibrary.load(folder.file("native"));
      Restored.adopt(folder);
      Database database = new Database(folder.database());
      CommitMark mark = folder.mark();
      Opening.Prepared store = Opening.prepare(database, mark);
      folder.warnOfOthers();
      return new SqliteBroker(folder, store, StoreFiles.of(folder, mark), limits, time, workers);
    } catch (StoreException | RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    return append(room, message, List.of());
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    Entry entry = new Entry(room, message, accounts);
    intake.offer(entry, !Workers.isOwnThread()).ifPresent(entry::fail);
    return entry.stage();
  }

  @Override
  public boolean isWritable() {
    return writer.isWritable();
  }

  @Override
  public long pendingBytes() {
    return intake.heapBytes();
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return readings.ask(reader -> reader.head(room));
  }

  @Override
  public CompletionStage<Replay> read(RoomName room, Position after, int limit) {
    return readings.ask(reader -> reader.read(room, after, limit));
  }

  @Override
  public CompletionStage<Replay> history(RoomName room, Position before, int limit) {
    return readings.ask(reader -> reader.history(room, before, limit));
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Committed> listener) {
    Lane lane = lanes.of(room);
    Listening listening = lane.add(room, listener);
    Runnable ending = () -> lane.remove(room, listening);
    return lane.settled(room)
        .thenCompose(settled -> head(room))
        .thenApply(head -> new Subscription(head, ending))
        .whenComplete(
            (subscription, failure) -> Optional.ofNullable(failure).ifPresent(f -> ending.run()));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    intake.close();
    if (!writing.end(LONGEST_END)) {
      // It has the files still: nobody else may have them.
      throw new IllegalStateException("the store's writer does not end");
    }
    lanes.close();
    readings.close();
    try {
      anchor.close();
      // The last: who only reads cannot put the log into the database and remove it.
      writer.letGo();
      Database.forgetDriver();
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not close", e);
    } finally {
      folder.close();
    }
  }
}
