package io.parley.broker.sqlite;

import io.parley.broker.Delivery;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An append that is not answered yet. Used by one thread at a time. */
final class PendingAppend implements Delivery {
  /**
   * Bytes that a message takes beside what {@link Message#size} counts, in memory and in the file,
   * roughly.
   */
  static final long OVERHEAD = 256;

  private final RoomName room;
  private final Message message;
  private final List<String> accounts;
  private final CompletableFuture<Position> stage = new CompletableFuture<>();
  private Optional<Position> position = Optional.empty();
  private Optional<Exception> refusal = Optional.empty();
  private boolean repeated;
  private long growth;
  private Consumer<PendingAppend> done = pendingAppend -> {};

  /**
   * @param accounts whose quota counts it
   */
  PendingAppend(RoomName room, Message message, List<String> accounts) {
    this.room = room;
    this.message = message;
    this.accounts = List.copyOf(accounts);
  }

  @Override
  public RoomName room() {
    return room;
  }

  Message message() {
    return message;
  }

  List<String> accounts() {
    return accounts;
  }

  CompletableFuture<Position> stage() {
    return stage;
  }

  /** Sets what is called when it is pending no more. */
  void whenDone(Consumer<PendingAppend> action) {
    done = action;
  }

  long cost() {
    return message.size() + OVERHEAD;
  }

  long heapSize() {
    return message.heapSize() + OVERHEAD;
  }

  /** Sets the bytes by which it enlarges the store and which count for its accounts. */
  void grows(long bytes) {
    growth = bytes;
  }

  long growth() {
    return growth;
  }

  /** Sets its position; its transaction is not committed yet. */
  void written(Position at) {
    position = Optional.of(at);
  }

  /**
   * Whether a row shows that an earlier try was committed: then the row's log has reached the
   * position of that try. Only while nothing else has been written since.
   */
  boolean isStoredIn(RoomRow room) {
    return !repeated
        && position.filter(tried -> tried.isUpTo(new Position(room.epoch, room.head))).isPresent();
  }

  /** Sets the position of an earlier message with the same id. */
  void repeats(Position first) {
    position = Optional.of(first);
    repeated = true;
  }

  /** Refuses it, whether its transaction is committed or not. */
  void refuse(Exception reason) {
    refusal = Optional.of(reason);
  }

  boolean isRefused() {
    return refusal.isPresent();
  }

  /** Answers it, after its transaction was committed or has failed. */
  @Override
  public void answer() {
    refusal.ifPresentOrElse(this::fail, () -> stage.complete(position.orElseThrow()));
  }

  /** Fails it; its transaction has failed, or was never tried. */
  void fail(Throwable failure) {
    stage.completeExceptionally(failure);
  }

  @Override
  public Optional<StoredMessage> news() {
    return repeated || refusal.isPresent()
        ? Optional.empty()
        : position.map(at -> new StoredMessage(at, message));
  }

  @Override
  public long bytes() {
    return message.payload().size();
  }

  @Override
  public void done() {
    done.accept(this);
  }
}
