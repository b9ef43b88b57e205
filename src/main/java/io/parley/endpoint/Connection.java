package io.parley.endpoint;

import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.endpoint.ConnectionPhase.Closing;
import io.parley.endpoint.ConnectionPhase.Gone;
import io.parley.endpoint.ConnectionPhase.Open;
import io.parley.endpoint.ConnectionPhase.Reserved;
import io.parley.guard.AcceptedHandshake;
import io.parley.guard.ConnectionAdmission;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryUse;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection, from its accepted handshake to its end. It passes messages from the peer to the
 * conversation, and from the conversation to the peer. Before the session opens, outgoing messages
 * wait.
 */
final class Connection
    implements Peer, ConnectionAdmission.Reservation, SessionOutbox.Owner, MemoryAccount.Holder {
  private static final Logger MESSAGES = System.getLogger("io.parley.endpoint.message");

  /**
   * How long an accepted handshake may take to open a session. Without this bound, a client that
   * hangs up in between would count against the connection quota for ever.
   */
  private static final Duration RESERVED = Duration.ofSeconds(10);

  private final String id;
  private final String address;
  private final Optional<String> subprotocol;
  private final boolean window;
  private final Optional<String> name;
  private final RoomName room;
  private final Sessions sessions;
  private final MemoryAccount account;
  private final SessionOutbox outbox;
  private final ConnectionStatistics connectionStatistics;
  private final SessionCloser closer;
  private final PacedReader pacedReader;
  private final AtomicReference<ConnectionPhase> phase =
      new AtomicReference<>(new Reserved(Optional.empty()));
  private final RateLimiter rateLimiter;
  private final InboundPause inboundPause;
  private volatile Optional<RecurringTask> recurringTask = Optional.empty();
  private volatile long heard = System.nanoTime();
  private long pinged = heard;

  Connection(AcceptedHandshake acceptedHandshake, RoomName room, Sessions sessions) {
    this.id = acceptedHandshake.id();
    this.subprotocol = acceptedHandshake.subprotocol();
    this.address = acceptedHandshake.address();
    this.window = acceptedHandshake.keepsClientContext();
    this.name = acceptedHandshake.principal();
    this.connectionStatistics = new ConnectionStatistics(acceptedHandshake.departure());
    this.room = room;
    this.sessions = sessions;
    this.account = sessions.budget().open(this);
    this.outbox = new SessionOutbox(sessions.limits(), this, account);
    this.pacedReader = new PacedReader(outbox::whenSent);
    this.closer = new SessionCloser(id, sessions);
    this.rateLimiter = new RateLimiter(sessions.limits());
    this.inboundPause =
        new InboundPause(Duration.ofSeconds(LONGEST_PAUSE), sessions.pausedThreads());
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

  /** Whether the server keeps the client's compression window. */
  boolean keepsWindow() {
    return window;
  }

  /** Returns all memory that is counted for the connection, which has ended. */
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
    connectionStatistics.sent();
    try {
      outbox.send(payload);
    } catch (RuntimeException | Error e) {
      // The message is not sent. A peer that stayed connected would not notice the gap.
      fault(e);
    }
  }

  @Override
  public void reply(Payload payload) {
    rateLimiter.charge(payload.size());
    send(payload);
  }

  @Override
  public Optional<String> subprotocol() {
    return subprotocol;
  }

  @Override
  public PacedReader feed() {
    return pacedReader;
  }

  @Override
  public void pauseUntil(CompletionStage<?> stage) {
    inboundPause.until(stage);
  }

  @Override
  public void every(Duration period, Runnable task) {
    if (period.isNegative()) {
      throw new IllegalArgumentException("a negative period");
    }
    RecurringTask recurring = recurringTask();
    recurring.schedule(period, task, System.nanoTime());
  }

  private synchronized RecurringTask recurringTask() {
    if (recurringTask.isEmpty()) {
      recurringTask = Optional.of(new RecurringTask());
    }
    return recurringTask.get();
  }

  @Override
  public void close(CloseCode code, String reason) {
    if (!code.permits(CloseCode.User.CONVERSATION)) {
      throw new IllegalArgumentException(code + " is not a conversation's to use");
    }
    end(code, reason);
  }

  /** Starts the conversation before the session opens. Never throws. */
  void begin(Subprotocol spoken) {
    sessions.add(this);
    try {
      Conversation begun = spoken.open(this);
      if (!(phase.updateAndGet(now -> now.begun(begun)) instanceof Reserved)) {
        begun.closed(status());
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  /**
   * Takes the session that the container opened; closes it where the connection has already ended.
   *
   * @param path the endpoint's template
   */
  void attach(Session opened, String path) {
    if (phase.updateAndGet(now -> now.opened(opened)) instanceof Gone gone) {
      closer.close(opened, gone.status());
      return;
    }
    String where =
        path.replace("{" + ConnectionFactory.VARIABLE + "}", AcceptedHandshake.shown(room.value()));
    sessions.lines().log(Level.INFO, address, () -> "open " + id() + " " + where + " " + address());
    SessionLimits sessionLimits = sessions.limits();
    opened.setMaxTextMessageBufferSize(sessionLimits.maxMessage());
    opened.setMaxBinaryMessageBufferSize(sessionLimits.maxMessage());
    opened.setMaxIdleTimeout(sessionLimits.idle().toMillis());
    heard = System.nanoTime();
    phase.get().conversation().ifPresent(Conversation::opened);
    outbox.attach(opened.getAsyncRemote());
  }

  @Override
  public void abandon() {
    CloseStatus late = CloseStatus.of(CloseCode.TRY_AGAIN_LATER, "came too late");
    ConnectionPhase before = phase.getAndUpdate(now -> now.abandoned(late));
    if (before.session().isEmpty() && !(before instanceof Gone)) {
      outbox.abandon();
      tell(before, late);
      sessions.remove(this);
    }
  }

  void text(String text) {
    hear();
    try {
      Payload.Text payload = Payload.text(text);
      if (phase.get() instanceof Open open && admit(payload, "text")) {
        open.talk().onText(payload);
        inboundPause.await(this::hear);
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  void binary(byte[] bytes) {
    hear();
    try {
      Payload.Binary payload = Payload.binary(bytes);
      if (phase.get() instanceof Open open && admit(payload, "binary")) {
        open.talk().onBinary(payload);
        inboundPause.await(this::hear);
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  /** Handles a pong, solicited or not. */
  void pong(int size) {
    hear();
    keepsPace(size);
  }

  /** Records that the peer is alive. */
  void hear() {
    heard = System.nanoTime();
  }

  /** The container reports that the session is closed. */
  void closed(CloseStatus status) {
    closer.done();
    letGo(status);
  }

  /** The container reports an error. */
  void error(Throwable cause) {
    if (cause instanceof Error) {
      sessions.caught(cause);
      sessions.lines().log(Level.ERROR, address, "fault " + id, cause);
    } else {
      Level level = cause instanceof IOException ? Level.DEBUG : Level.INFO;
      sessions.lines().log(level, address, () -> "error " + id + " " + ExceptionText.of(cause));
    }
  }

  /** Reports a fault of the server and closes the connection. */
  void fault(Throwable cause) {
    sessions.caught(cause);
    try {
      sessions.lines().log(Level.ERROR, address, "fault " + id(), cause);
    } finally {
      end(CloseCode.FAULT, "internal fault");
    }
  }

  /** Ends the conversation at once; closes the session after all queued messages are sent. */
  void end(CloseCode code, String reason) {
    CloseStatus status = CloseStatus.of(code, reason);
    ConnectionPhase before = phase.getAndUpdate(now -> now.ended(status));
    if (before instanceof Reserved || before instanceof Open) {
      tell(before, status);
      outbox.close();
    }
  }

  /** Checks the peer's liveness and speed. Runs on the timer's thread and must not block. */
  void watch(long now) {
    long ping = sessions.limits().ping().toNanos();
    if (phase.get().session().isEmpty()) {
      if (now - heard > RESERVED.toNanos()) {
        abandon();
      }
    } else if (outbox.stalled(now)) {
      cut(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
    } else if (now - heard > 2 * ping && !inboundPause.isActive()) {
      cut(CloseCode.GOING_AWAY, "silent for two pings");
    } else if (now - pinged > ping) {
      pinged = now;
      work(outbox::ping);
    }
    if (phase.get() instanceof Open) {
      recurringTask.ifPresent(recurring -> recurring.runIfDue(now, this::work, this::fault));
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

  /**
   * Only memory is freed at once, because the calling thread may hold locks of other connections.
   */
  @Override
  public void evicted(long held) {
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
    sessions
        .lines()
        .log(level, address, () -> "send failed " + id() + " " + ExceptionText.of(cause));
    CloseStatus status = CloseStatus.of(CloseCode.FAULT, "send failed");
    tell(phase.getAndUpdate(now -> now.ended(status)), status);
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
    connectionStatistics.received();
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
    if (rateLimiter.allows(size, System.nanoTime())) {
      return true;
    }
    end(CloseCode.TRY_AGAIN_LATER, rateLimiter.reason());
    return false;
  }

  /** Ends the connection without waiting for the container to notice that the peer is lost. */
  private void cut(CloseCode code, String reason) {
    letGo(CloseStatus.of(code, reason));
    work(this::hangUp);
  }

  /** Ends the connection on this side. Idempotent. */
  private void letGo(CloseStatus status) {
    outbox.abandon();
    ConnectionPhase before = phase.getAndUpdate(now -> now.gone(status));
    tell(before, status);
    if (!(before instanceof Gone)) {
      // Before the removal: a drain that finds no connection left lets the process end.
      sessions.lines().log(Level.INFO, address, () -> "close " + id() + " " + status.code());
      connectionStatistics.end(status.code());
      sessions.remove(this);
    }
  }

  private void tell(ConnectionPhase before, CloseStatus status) {
    inboundPause.end();
    recurringTask.ifPresent(RecurringTask::end);
    try {
      before.conversation().ifPresent(talk -> talk.closed(status));
    } catch (RuntimeException | Error e) {
      sessions.lines().log(Level.ERROR, address, "fault " + id(), e);
    }
  }

  private void hangUp() {
    phase.get().session().ifPresent(session -> closer.close(session, status()));
  }

  /** The close status of a connection that is closing or gone. */
  private CloseStatus status() {
    return phase.get() instanceof Closing closing
        ? closing.status()
        : ((Gone) phase.get()).status();
  }
}
