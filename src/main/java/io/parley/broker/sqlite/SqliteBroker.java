package io.parley.broker.sqlite;

import io.parley.broker.Dispatcher;
import io.parley.broker.Dispatchers;
import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
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

/**
 * Keeps messages in an SQLite file: acknowledged messages are on stable storage. One thread writes
 * and commits all appends that came meanwhile. Other threads read, acknowledge and deliver.
 *
 * <p>An append is pending until its listeners were told. While too many are, others fail at once as
 * busy.
 */
public final class SqliteBroker implements Broker {
  /** How long a close waits for each kind of thread at most: a hanging disk may never answer. */
  static final Duration LONGEST_END = Duration.ofMinutes(1);

  private final StoreDirectory storeDirectory;

  /** Stays open, so that SQLite's log beside the database stays the same file. */
  private final Connection anchor;

  private final AppendQueue appendQueue;
  private final Dispatchers dispatchers;
  private final RoomEpochs roomEpochs;
  private final ReadConnectionPool readConnectionPool;

  private final StoreWriter storeWriter;
  private final WorkerLoop writing;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteBroker(
      StoreDirectory storeDirectory,
      StoreInitializer.Prepared store,
      StoreFiles files,
      StoreLimits storeLimits,
      TimeSource time,
      Workers workers) {
    this.storeDirectory = storeDirectory;
    this.anchor = store.connection();
    Database database = new Database(storeDirectory.file(StoreDirectory.DATABASE));
    appendQueue = new AppendQueue(storeLimits.window());
    dispatchers = Dispatchers.start(workers);
    roomEpochs = new RoomEpochs(store.epoch());
    ReadConnection.Opening reader = () -> reader(database, files);
    readConnectionPool = new ReadConnectionPool(reader, workers);
    StoreShares shares = new StoreShares(storeLimits);
    storeWriter =
        new StoreWriter(
            appendQueue,
            dispatchers,
            () -> transactions(database, storeLimits, files, shares),
            storeLimits.doubt(),
            time);
    writing = workers.loop("parley-store-writer", storeWriter::round);
  }

  private MessageReader reader(Database database, StoreFiles files) throws SQLException {
    files.requireUnchanged();
    return new MessageReader(database.reader(), roomEpochs);
  }

  private StoreTransactions transactions(
      Database database, StoreLimits storeLimits, StoreFiles files, StoreShares shares)
      throws SQLException {
    files.requireWhole();
    Connection connection = database.writer();
    try {
      return new StoreTransactions(connection, storeLimits, roomEpochs, files, shares);
    } catch (SQLException | RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a store; creates the directory and the store where there is none.
   *
   * @throws StoreException where it cannot be opened, or another broker uses it
   */
  public static SqliteBroker open(Path path, StoreLimits storeLimits, Workers workers)
      throws StoreException {
    return open(path, storeLimits, TimeSource.SYSTEM, workers);
  }

  /** Opens a store in the same way, with workers of its own. */
  public static SqliteBroker open(Path path, StoreLimits storeLimits) throws StoreException {
    return open(path, storeLimits, new Workers());
  }

  static SqliteBroker open(Path path, StoreLimits storeLimits, TimeSource time)
      throws StoreException {
    return open(path, storeLimits, time, new Workers());
  }

  static SqliteBroker open(Path path, StoreLimits storeLimits, TimeSource time, Workers workers)
      throws StoreException {
    StoreDirectory storeDirectory = StoreDirectory.take(path);
    try {
      NativeLibrary.load(storeDirectory.file("native"));
      BackupRestore.adopt(storeDirectory);
      Database database = new Database(storeDirectory.database());
      CommitMark mark = storeDirectory.mark();
      StoreInitializer.Prepared store = StoreInitializer.prepare(database, mark);
      storeDirectory.warnIfShared();
      return new SqliteBroker(
          storeDirectory, store, StoreFiles.of(storeDirectory, mark), storeLimits, time, workers);
    } catch (StoreException | RuntimeException | Error e) {
      storeDirectory.close();
      throw e;
    }
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    return append(room, message, List.of());
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    PendingAppend pendingAppend = new PendingAppend(room, message, accounts);
    appendQueue.offer(pendingAppend).ifPresent(pendingAppend::fail);
    return pendingAppend.stage();
  }

  @Override
  public boolean isWritable() {
    return storeWriter.isWritable();
  }

  @Override
  public long pendingBytes() {
    return appendQueue.heapBytes();
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return readConnectionPool.submit(messageReader -> messageReader.head(room));
  }

  @Override
  public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return readConnectionPool.submit(messageReader -> messageReader.read(room, after, limit));
  }

  @Override
  public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return readConnectionPool.submit(messageReader -> messageReader.history(room, before, limit));
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    roomEpochs.subscribe(room);
    Dispatcher dispatcher = dispatchers.of(room);
    Subscriber subscriber = dispatcher.subscribe(room, listener);
    Runnable ending = () -> unsubscribe(dispatcher, room, subscriber);
    return roomEpochs
        .settled(room)
        .thenCompose(settled -> head(room))
        .thenApply(head -> new Subscription(head, ending))
        .whenComplete(
            (subscription, failure) -> Optional.ofNullable(failure).ifPresent(f -> ending.run()));
  }

  private void unsubscribe(Dispatcher dispatcher, RoomName room, Subscriber subscriber) {
    if (dispatcher.unsubscribe(room, subscriber)) {
      roomEpochs.unsubscribe(room);
    }
  }

  @Override
  public Position newestPending(RoomName room) {
    return dispatchers.of(room).newestPending(room);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    appendQueue.close();
    if (!writing.end(LONGEST_END)) {
      // The writer still uses the files, so the directory stays locked.
      throw new IllegalStateException("the store's writer does not end");
    }
    dispatchers.close(LONGEST_END);
    readConnectionPool.close();
    try {
      anchor.close();
      // Last: only a connection that can write merges and removes SQLite's log.
      storeWriter.disconnect();
      Database.forgetDriver();
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not close", e);
    } finally {
      storeDirectory.close();
    }
  }
}
