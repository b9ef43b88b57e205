package io.parley.subprotocol.json;

import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The client's side of a conversation, without a network. */
final class Client implements Peer, Script.Actor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Added to by the threads of the room. */
  final ConcurrentLinkedDeque<Payload> got = new ConcurrentLinkedDeque<>();

  final List<String> closes = new CopyOnWriteArrayList<>();
  final Conversation conversation;

  private final String id;
  private final RoomName room;
  private final Optional<String> account;
  private final PacedReader pacedReader = new PacedReader(this::whenSent);
  private final AtomicReference<Optional<Runnable>> task = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean looping = new AtomicBoolean();

  /** Whether what is sent stays under way. */
  volatile boolean stalled;

  Client(Subprotocol subprotocol, String id, String room, Optional<String> account) {
    this.id = id;
    this.room = new RoomName(room);
    this.account = account;
    this.conversation = subprotocol.open(this);
    conversation.opened();
  }

  /** Waits for what another thread does. */
  void awaitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new NoSuchElementException("nothing came to " + id);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void send(String json) {
    conversation.onText(Payload.text(json));
  }

  @Override
  public String next() {
    awaitUntil(() -> !got.isEmpty());
    return ((Payload.Text) got.remove()).text();
  }

  @Override
  public void cut() {
    conversation.closed(new CloseStatus(1006, ""));
  }

  @Override
  public List<String> quotaKeys() {
    return account.stream().toList();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<Principal> principal() {
    return account.map(name -> () -> name);
  }

  @Override
  public Optional<String> handshake() {
    return account.map(name -> "{\"verdict\":\"accepted\"}");
  }

  @Override
  public PacedReader pacedReader() {
    return pacedReader;
  }

  @Override
  public RoomName room() {
    return room;
  }

  @Override
  public void queue(Payload payload) {
    got.add(payload);
  }

  private void whenSent(Runnable next) {
    task.set(Optional.of(next));
    read();
  }

  void read() {
    while (!stalled && task.get().isPresent() && looping.compareAndSet(false, true)) {
      task.getAndSet(Optional.empty()).ifPresent(Runnable::run);
      looping.set(false);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void pauseUntil(CompletionStage<?> stage) {}

  @Override
  public void every(Duration period, Runnable task) {}

  @Override
  public void close(CloseCode code, String reason) {
    closes.add(code + " " + reason);
  }
}
