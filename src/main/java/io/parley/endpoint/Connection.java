package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.guard.Decision;
import io.parley.guard.Reception;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryUse;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection, from the moment its handshake is accepted: passes messages to its conversation
 * and what the conversation sends to the peer. Before there is a session, what is sent waits.
 */
final class Connection
    implements Peer, Reception.Reserved, SessionOutbox.Owner, MemoryAccount.Holder {
  private static final Logger LOG = System.getLogger("io.parley.endpoint");

  private static final Logger MESSAGES = System.getLogger("io.parley.endpoint.message");

  /**
   * The longest time that a peer has to answer a close. Some containers wait for ever, and free a
   * stalled session only when it idles.
   */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /**
   * How long an accepted handshake may take to open a session: a client that hangs up in between
   * would else hold its place for ever.
   */
  private static final Duration RESERVED = Duration.ofSeconds(10);

  private enum State {
    RESERVED,
    OPEN,
    GONE
  }

  private record Ending(CloseCode code, String reason) {}

  private final String id;
  private final String address;
  private final boolean window;
  private final Optional<String> name;
  private final RoomName room;
  private final Sessions sessions;
  private final MemoryAccount account;
  private final SessionOutbox outbox;
  private final Tally tally;
  private final AtomicReference<Conversation> conversation = new AtomicReference<>(Silence.BEFORE);
  private final AtomicReference<Optional<Ending>> ending = new AtomicReference<>(Optional.empty());
  private final AtomicReference<State> state = new AtomicReference<>(State.RESERVED);
  private final Pace pace;
  private volatile Optional<Session> session = Optional.empty();

  /** Shortens the idle timeout of a session that a close did not end. */
  private volatile Optional<Future<?>> farewell = Optional.empty();

  private volatile long heard = System.nanoTime();
  private long pinged = heard;

  Connection(Decision decision, RoomName room, Sessions sessions) {
    this.id = decision.id();
    this.address = decision.address();
    this.window = decision.keepsClientContext();
    this.name = decision.principal();
    this.tally = new Tally(decision.departure());
    this.room = room;
    this.sessions = sessions;
    this.account = sessions.budget().open(this);
    this.outbox = new SessionOutbox(sessions.limits(), this, account);
    this.pace = new Pace(sessions.limits());
    if (window) {
      account.take(MemoryUse.COMPRESSION, WindowQuota.BYTES);
    }
  }

  @Override
  public String id() {
    return id;
  }

  String address() {
    return address;
  }

  /** Whether its client's compression window is kept. */
  boolean keepsWindow() {
    return window;
  }

  /** It is over: nothing is counted for it any more. */
  void settle() {
    if (window) {
      account.give(MemoryUse.COMPRESSION, WindowQuota.BYTES);
    }
    account.close();
  }

  @Override
  public Optional<String> name() {
    return name;
  }

  @Override
  public List<String> quotaKeys() {
    return QuotaKeys.of(address, name);
  }

  @Override
  public Optional<String> handshake() {
    return sessions.explain(id);
  }

  @Override
  public RoomName room() {
    return room;
  }

  @Override
  public void send(Payload payload) {
    tally.sent();
    try {
      outbox.send(payload);
    } catch (RuntimeException | Error e) {
      // It is not sent: whoever goes on would not know that something is missing.
      fault(e);
    }
  }

  @Override
  public void reply(Payload payload) {
    pace.charge(payload.size());
    send(payload);
  }

  @Override
  public void whenSent(Runnable task) {
    outbox.whenSent(task);
  }

  @Override
  public void close(CloseCode code, String reason) {
    if (!code.permits(CloseCode.User.CONVERSATION)) {
      throw new IllegalArgumentException(code + " is not a conversation's to use");
    }
    end(code, reason);
  }

  /** Begins the conversation; its peer is still to come. Never throws. */
  void begin(Subprotocol subprotocol) {
    sessions.add(this);
    try {
      Conversation begun = subprotocol.open(this);
      if (!conversation.compareAndSet(Silence.BEFORE, begun)) {
        begun.closed();
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  /**
   * The peer has come, or comes too late.
   *
   * @param path the endpoint's template
   */
  void attach(Session opened, String path) {
    session = Optional.of(opened);
    if (!state.compareAndSet(State.RESERVED, State.OPEN)) {
      hangUp();
      return;
    }
    String where = path.replace("{" + Service.VARIABLE + "}", Decision.shown(room.value()));
    sessions.lines().log(Level.INFO, address, () -> "open " + id() + " " + where + " " + address());
    Limits limits = sessions.limits();
    opened.setMaxTextMessageBufferSize(limits.maxMessage());
    opened.setMaxBinaryMessageBufferSize(limits.maxMessage());
    opened.setMaxIdleTimeout(limits.idle().toMillis());
    heard = System.nanoTime();
    conversation.get().opened();
    outbox.attach(opened.getAsyncRemote());
  }

  @Override
  public void abandon() {
    if (state.compareAndSet(State.RESERVED, State.GONE)) {
      ending.compareAndSet(
          Optional.empty(), Optional.of(new Ending(CloseCode.TRY_AGAIN_LATER, "came too late")));
      outbox.abandon();
      leave();
      sessions.remove(this);
    }
  }

  void text(String text) {
    hear();
    try {
      Payload.Text payload = Payload.text(text);
      if (admit(payload, "text")) {
        conversation.get().onText(payload);
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  void binary(byte[] bytes) {
    hear();
    try {
      Payload.Binary payload = Payload.binary(bytes);
      if (admit(payload, "binary")) {
        conversation.get().onBinary(payload);
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  /** An answer to a ping of ours, or one that nobody asked for. */
  void pong(int size) {
    hear();
    keepsPace(size);
  }

  /** The peer gave a sign of life. */
  void hear() {
    heard = System.nanoTime();
  }

  /** The container says that the session is over. */
  void closed(int code) {
    farewell.ifPresent(late -> late.cancel(false));
    outbox.abandon();
    leave();
    forget(code);
  }

  /** The container says that something failed. */
  void error(Throwable cause) {
    if (cause instanceof Error) {
      sessions.caught(cause);
      sessions.lines().log(Level.ERROR, address, "fault " + id, cause);
    } else {
      Level level = cause instanceof IOException ? Level.DEBUG : Level.INFO;
      sessions.lines().log(level, address, () -> "error " + id + " " + Printable.of(cause));
    }
  }

  /** A fault of ours. */
  void fault(Throwable cause) {
    sessions.caught(cause);
    try {
      sessions.lines().log(Level.ERROR, address, "fault " + id(), cause);
    } finally {
      end(CloseCode.FAULT, "internal fault");
    }
  }

  /** Leaves the room at once, and closes after what was sent before. */
  void end(CloseCode code, String reason) {
    if (ending.compareAndSet(Optional.empty(), Optional.of(new Ending(code, reason)))) {
      leave();
      outbox.close();
    }
  }

  /** Looks after the peer; on a timer's thread, so nothing here may block. */
  void watch(long now) {
    long ping = sessions.limits().ping().toNanos();
    if (state.get() == State.RESERVED) {
      if (now - heard > RESERVED.toNanos()) {
        abandon();
      }
    } else if (outbox.stalled(now)) {
      cut(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
    } else if (now - heard > 2 * ping) {
      cut(CloseCode.GOING_AWAY, "silent for two pings");
    } else if (now - pinged > ping) {
      pinged = now;
      work(outbox::ping);
    }
  }

  @Override
  public void overflowed() {
    cut(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
  }

  @Override
  public void held() {
    sessions.budget().settle();
  }

  /** Whoever finds it out may hold locks of other connections: only the memory is freed at once. */
  @Override
  public void evicted(long held) {
    ending.compareAndSet(
        Optional.empty(),
        Optional.of(new Ending(CloseCode.TRY_AGAIN_LATER, "server is short of memory")));
    outbox.abandon();
    long limit = sessions.budget().limit();
    sessions
        .lines()
        .log(
            Level.WARNING,
            address,
            () ->
                "evicted " + id() + " " + address() + ", held " + held + " of " + limit + " bytes");
    work(() -> cut(CloseCode.TRY_AGAIN_LATER, "server is short of memory"));
  }

  @Override
  public void failed(Throwable cause) {
    Level level = cause instanceof IOException ? Level.DEBUG : Level.INFO;
    sessions.lines().log(level, address, () -> "send failed " + id() + " " + Printable.of(cause));
    ending.compareAndSet(Optional.empty(), Optional.of(new Ending(CloseCode.FAULT, "send failed")));
    leave();
    drained();
  }

  @Override
  public void drained() {
    work(this::hangUp);
  }

  @Override
  public void work(Runnable work) {
    sessions.work(work);
  }

  private boolean admit(Payload payload, String kind) {
    if (ending.get().isPresent()) {
      return false;
    }
    tally.received();
    if (!keepsPace(payload.size())) {
      return false;
    }
    int limit = sessions.limits().maxMessage();
    if (payload.size() > limit) {
      end(CloseCode.TOO_BIG, "message over " + limit + " bytes");
      return false;
    }
    if (sessions.logsMessages()) {
      MESSAGES.log(
          Level.INFO, () -> "message " + id() + " " + kind + " " + payload.size() + " bytes");
    }
    return true;
  }

  private boolean keepsPace(int size) {
    if (pace.allows(size, System.nanoTime())) {
      return true;
    }
    end(CloseCode.TRY_AGAIN_LATER, pace.reason());
    return false;
  }

  /** Gives up on the peer: nothing of ours waits for the container to notice. */
  private void cut(CloseCode code, String reason) {
    ending.compareAndSet(Optional.empty(), Optional.of(new Ending(code, reason)));
    outbox.abandon();
    leave();
    forget(code.code());
    work(this::hangUp);
  }

  private void leave() {
    try {
      conversation.getAndSet(Silence.AFTER).closed();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "fault " + id(), e);
    }
  }

  private void forget(int code) {
    if (state.getAndSet(State.GONE) != State.GONE) {
      // Before the removal: a drain that sees nobody left lets the process end.
      sessions.lines().log(Level.INFO, address, () -> "close " + id() + " " + code);
      tally.end(code);
      sessions.remove(this);
    }
  }

  private void hangUp() {
    session.ifPresent(this::hangUp);
  }

  private void hangUp(Session opened) {
    Ending last = ending.get().orElseThrow();
    // Not before the close: a container may end a session that was idle for longer at once, and
    // with its own code. Scheduled first, because the close may block.
    farewell = Optional.of(sessions.later(this::shortenIdleTimeout, farewellTime()));
    try {
      opened.close(
          new CloseReason(
              CloseReason.CloseCodes.getCloseCode(last.code().code()),
              CloseCode.cut(last.reason())));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "close failed " + id() + " " + Printable.of(e));
    }
  }

  private Duration farewellTime() {
    Duration stall = sessions.limits().stall();
    return stall.compareTo(FAREWELL) < 0 ? stall : FAREWELL;
  }

  private void shortenIdleTimeout() {
    try {
      session.ifPresent(opened -> opened.setMaxIdleTimeout(farewellTime().toMillis()));
    } catch (RuntimeException e) {
      // It is closed already, which is what was wanted.
      LOG.log(Level.TRACE, () -> "already closed " + id());
    }
  }
}
