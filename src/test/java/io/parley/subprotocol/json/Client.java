package io.parley.subprotocol.json;

import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The client's side of a conversation, without a network. */
final class Client implements Peer, Script.Actor {
  /** A member of the same room may depart on a thread of its own. */
  final ConcurrentLinkedDeque<Payload> got = new ConcurrentLinkedDeque<>();

  final List<String> closes = new ArrayList<>();
  final Conversation conversation;

  private final String id;
  private final RoomName room;
  private final Optional<String> account;
  private final PacedReader pacedReader = new PacedReader(this::whenSent);
  private Optional<Runnable> task = Optional.empty();
  private boolean looping;

  /** Whether what is sent stays under way. */
  boolean stalled;

  Client(Subprotocol subprotocol, String id, String room, Optional<String> account) {
    this.id = id;
    this.room = new RoomName(room);
    this.account = account;
    this.conversation = subprotocol.open(this);
    conversation.opened();
  }

  @Override
  public void send(String json) {
    conversation.onText(Payload.text(json));
  }

  @Override
  public String next() {
    Payload next = got.poll();
    if (next == null) {
      throw new NoSuchElementException("nothing came to " + id);
    }
    return ((Payload.Text) next).text();
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
  public Optional<String> name() {
    return account;
  }

  @Override
  public Optional<String> handshake() {
    return account.map(name -> "{\"verdict\":\"accepted\"}");
  }

  @Override
  public PacedReader feed() {
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
    task = Optional.of(next);
    read();
  }

  void read() {
    if (looping) {
      return;
    }
    looping = true;
    while (task.isPresent() && !stalled) {
      Runnable due = task.get();
      task = Optional.empty();
      due.run();
    }
    looping = false;
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
