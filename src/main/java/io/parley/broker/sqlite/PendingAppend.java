package io.parley.broker.sqlite;

import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An append on its way: one thread has it at a time. */
final class PendingAppend {
  /** Bytes that a message takes beside its payload, on its way and in the file, roughly. */
  static final long OVERHEAD = 256;

  private final RoomName room;
  private final Message message;
  private final List<String> accounts;
  private final CompletableFuture<Position> stage = new CompletableFuture<>();
  private Optional<Position> position = Optional.empty();
  private Optional<Exception> refusal = Optional.empty();
  private boolean repeated;
  private long growth;

  /**
   * @param accounts for whom it counts
   */
  PendingAppend(RoomName room, Message message, List<String> accounts) {
    this.room = room;
    this.message = message;
    this.accounts = List.copyOf(accounts);
  }

  RoomName room() {
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

  long cost() {
    return message.payload().size() + OVERHEAD;
  }

  long heapSize() {
    return message.payload().heapSize() + OVERHEAD;
  }

  /** By as many bytes it makes the store larger, and counts for its accounts. */
  void grows(long bytes) {
    growth = bytes;
  }

  long growth() {
    return growth;
  }

  /** It is in a transaction that is not committed yet. */
  void written(Position at) {
    position = Optional.of(at);
  }

  /** Its id was there already. */
  void repeats(Position first) {
    position = Optional.of(first);
    repeated = true;
  }

  /** It is not stored, whatever becomes of its transaction. */
  void refuse(Exception reason) {
    refusal = Optional.of(reason);
  }

  /** Its transaction is committed. */
  void acknowledge() {
    refusal.ifPresentOrElse(this::fail, () -> stage.complete(position.orElseThrow()));
  }

  /** Its transaction is not committed, nor will be. */
  void fail(Throwable failure) {
    stage.completeExceptionally(failure);
  }

  /** What listeners are to be told. */
  Optional<StoredMessage> news() {
    return repeated ? Optional.empty() : position.map(at -> new StoredMessage(at, message));
  }
}
