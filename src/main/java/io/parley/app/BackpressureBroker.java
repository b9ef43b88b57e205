package io.parley.app;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Reports each message to be stored to the server. The server stops reading from a connection while
 * too many of its messages are not stored.
 */
final class BackpressureBroker implements Broker {
  private final Broker broker;
  private final BiConsumer<CompletionStage<?>, Integer> storing;

  /**
   * @param storing see {@link io.parley.settings.BridgeAttributes#STORING}
   */
  BackpressureBroker(Broker broker, BiConsumer<CompletionStage<?>, Integer> storing) {
    this.broker = broker;
    this.storing = storing;
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    return append(room, message, List.of());
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    CompletionStage<Position> stored = broker.append(room, message, accounts);
    storing.accept(stored, message.payload().size());
    return stored;
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return broker.head(room);
  }

  @Override
  public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return broker.read(room, after, limit);
  }

  @Override
  public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return broker.history(room, before, limit);
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    return broker.subscribe(room, listener);
  }

  @Override
  public Position newestPending(RoomName room) {
    return broker.newestPending(room);
  }

  @Override
  public boolean isWritable() {
    return broker.isWritable();
  }

  @Override
  public long pendingBytes() {
    return broker.pendingBytes();
  }

  @Override
  public void close() {
    broker.close();
  }
}
