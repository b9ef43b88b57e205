package io.parley.subprotocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final RoomName TEA = new RoomName("tea");

  private final PlainText plain =
      new PlainText(
          new Rooms(
              DirectBroker.create(Defaults.memoryLimits()),
              new MemoryPresence(),
              Defaults.roomLimits()));

  private record Recorder(String id, List<Object> got) implements Peer {
    Recorder(String id) {
      this(id, new ArrayList<>());
    }

    @Override
    public RoomName room() {
      return TEA;
    }

    @Override
    public Optional<Principal> principal() {
      return Optional.empty();
    }

    @Override
    public Optional<String> handshake() {
      return Optional.empty();
    }

    @Override
    public PacedReader pacedReader() {
      return new PacedReader(Runnable::run);
    }

    @Override
    public void queue(Payload payload) {
      got.add(payload instanceof Payload.Text text ? text.text() : payload);
    }

    @Override
    public void flush() {}

    @Override
    public void pauseUntil(CompletionStage<?> stage) {}

    @Override
    public void every(Duration period, Runnable task) {}

    @Override
    public void close(CloseCode code, String reason) {
      got.add(code + " " + reason);
    }
  }

  /** Stores nothing before it is told that it did, or could not. */
  private static final class SlowBroker implements Broker {
    final CompletableFuture<Position> stored = new CompletableFuture<>();

    @Override
    public CompletionStage<Position> append(RoomName room, Message message) {
      return stored;
    }

    @Override
    public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Position> head(RoomName room) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public Position newestPending(RoomName room) {
      return new Position("", 0);
    }

    @Override
    public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
      return CompletableFuture.completedFuture(new Subscription(new Position("", 0), () -> {}));
    }
  }

  @Test
  void theOthersGetTheMessageAndItsSenderTheAcknowledgement() {
    Recorder ann = new Recorder("ann");
    Recorder bob = new Recorder("bob");
    Conversation talk = plain.open(ann);
    plain.open(bob);
    talk.onText(Payload.text("hi"));
    assertThat(ann.got()).containsExactly("data received");
    assertThat(bob.got()).containsExactly("hi");
  }

  @Test
  void onePayloadServesAllMembers() {
    Recorder bob = new Recorder("bob");
    Recorder cid = new Recorder("cid");
    plain.open(bob);
    plain.open(cid);
    Payload.Binary payload = Payload.binary(new byte[] {1});
    plain.open(new Recorder("ann")).onBinary(payload);
    assertThat(bob.got()).singleElement().isSameAs(payload);
    assertThat(cid.got()).singleElement().isSameAs(payload);
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsStored() {
    SlowBroker broker = new SlowBroker();
    Recorder ann = new Recorder("ann");
    new PlainText(new Rooms(broker, new MemoryPresence(), Defaults.roomLimits()))
        .open(ann)
        .onText(Payload.text("hi"));
    assertThat(ann.got()).isEmpty();
    broker.stored.complete(new Position("e", 1));
    assertThat(ann.got()).containsExactly("data received");
  }

  @Test
  void whatCouldNotBeStoredClosesItsSender() {
    SlowBroker broker = new SlowBroker();
    Recorder ann = new Recorder("ann");
    new PlainText(new Rooms(broker, new MemoryPresence(), Defaults.roomLimits()))
        .open(ann)
        .onText(Payload.text("hi"));
    broker.stored.completeExceptionally(new IOException("disk full"));
    assertThat(ann.got()).containsExactly("FAULT message not stored");
  }

  @Test
  void whoseConversationIsClosedHasLeft() {
    Recorder ann = new Recorder("ann");
    Recorder bob = new Recorder("bob");
    Conversation talk = plain.open(ann);
    plain.open(bob).closed(new CloseStatus(1006, ""));
    talk.onText(Payload.text("hi"));
    assertThat(bob.got()).isEmpty();
  }
}
