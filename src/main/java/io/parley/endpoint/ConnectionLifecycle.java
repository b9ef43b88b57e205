package io.parley.endpoint;

import io.parley.endpoint.ConnectionPhase.Closing;
import io.parley.endpoint.ConnectionPhase.Gone;
import io.parley.endpoint.ConnectionPhase.Open;
import io.parley.endpoint.ConnectionPhase.Reserved;
import io.parley.memory.MemoryAccount;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The phase of one connection, and what each change of it requires: of the conversation, the outbox
 * and the session. Thread-safe.
 */
final class ConnectionLifecycle implements SessionOutbox.Owner {
  /** Listens to the end of a connection. */
  interface Listener {
    /** Nothing more is handled or sent. May be called more than once. */
    void ended();

    /** Whether messages may leave now; once false, it stays so. */
    boolean mayTransmit();

    /** The connection's resources are released, and it no longer counts. Called once. */
    void removed();
  }

  private final Sessions sessions;
  private final ConnectionLog log;
  private final ConnectionStatistics statistics;
  private final SessionOutbox outbox;
  private final SessionCloser closer;
  private final Listener listener;
  private final AtomicReference<ConnectionPhase> phase =
      new AtomicReference<>(new Reserved(Optional.empty()));

  ConnectionLifecycle(
      Sessions sessions,
      ConnectionLog log,
      ConnectionStatistics statistics,
      MemoryAccount account,
      Listener listener) {
    this.statistics = statistics;
    this.sessions = sessions;
    this.log = log;
    this.outbox = new SessionOutbox(sessions.limits(), this, account);
    this.closer = new SessionCloser(log.id(), sessions);
    this.listener = listener;
  }

  SessionOutbox outbox() {
    return outbox;
  }

  /** Returns the conversation while the session is open. */
  Optional<Conversation> openConversation() {
    return phase.get() instanceof Open open ? open.conversation() : Optional.empty();
  }

  boolean hasSession() {
    return phase.get().session().isPresent();
  }

  /** Begins the conversation before the session opens. Never throws. */
  void begin(Supplier<Conversation> opener) {
    try {
      Conversation conversation = opener.get();
      if (!(phase.updateAndGet(now -> now.begun(conversation)) instanceof Reserved)) {
        conversation.closed(status());
      }
    } catch (Throwable e) {
      fault(e);
    }
  }

  /**
   * Takes the session that the container has opened.
   *
   * @return false where the connection has already ended; then the session is closed
   */
  boolean open(Session session) {
    if (phase.updateAndGet(now -> now.opened(session)) instanceof Gone gone) {
      closer.close(session, gone.status());
      return false;
    }
    return true;
  }

  /** Tells the conversation that the session is open, and sends what has waited for it. */
  void start(Session session) {
    phase.get().conversation().ifPresent(Conversation::opened);
    outbox.attach(session.getAsyncRemote());
  }

  /** Ends a connection whose session has not opened. Has no effect on any other. */
  void abandon() {
    CloseStatus status = CloseStatus.of(CloseCode.TRY_AGAIN_LATER, "came too late");
    ConnectionPhase before = phase.getAndUpdate(now -> now.abandoned(status));
    if (before.session().isEmpty() && !(before instanceof Gone)) {
      outbox.abandon();
      tellConversation(before, status);
      listener.removed();
    }
  }

  /** Ends the conversation at once; closes the session after all queued messages are sent. */
  void end(CloseStatus status) {
    ConnectionPhase before = phase.getAndUpdate(now -> now.ended(status));
    if (before instanceof Reserved || before instanceof Open) {
      tellConversation(before, status);
      outbox.close();
    }
  }

  /** Reports a fault of the server and ends the connection. */
  void fault(Throwable cause) {
    sessions.caught(cause);
    try {
      log.fault(cause);
    } finally {
      end(CloseStatus.of(CloseCode.FAULT, "internal fault"));
    }
  }

  /** Ends the connection without waiting for the container to notice that the peer is lost. */
  void disconnect(CloseCode code, String reason) {
    release(CloseStatus.of(code, reason));
    drained();
  }

  /** The container reports that the session is closed. */
  void closed(CloseStatus status) {
    closer.done();
    release(status);
  }

  @Override
  public void overflowed() {
    disconnect(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
  }

  @Override
  public void failed(Throwable cause) {
    log.failure("send failed", cause);
    CloseStatus status = CloseStatus.of(CloseCode.FAULT, "send failed");
    tellConversation(phase.getAndUpdate(now -> now.ended(status)), status);
    drained();
  }

  @Override
  public void drained() {
    sessions.work(this::closeSession);
  }

  @Override
  public boolean mayTransmit() {
    return listener.mayTransmit();
  }

  @Override
  public void queueGrew() {
    sessions.budget().settle();
  }

  @Override
  public void work(Runnable work) {
    sessions.work(work);
  }

  /** Ends the connection on this side. Idempotent. */
  private void release(CloseStatus status) {
    outbox.abandon();
    ConnectionPhase before = phase.getAndUpdate(now -> now.gone(status));
    tellConversation(before, status);
    if (!(before instanceof Gone)) {
      // Before the removal: a drain that finds no connection left lets the process end.
      log.info(() -> "close " + log.id() + " " + status.code());
      statistics.end(status.code());
      listener.removed();
    }
  }

  private void tellConversation(ConnectionPhase before, CloseStatus status) {
    listener.ended();
    try {
      before.conversation().ifPresent(conversation -> conversation.closed(status));
    } catch (RuntimeException | Error e) {
      sessions.caught(e);
      log.fault(e);
    }
  }

  private void closeSession() {
    phase.get().session().ifPresent(session -> closer.close(session, status()));
  }

  /** The close status of a connection that is closing or gone. */
  private CloseStatus status() {
    return phase.get() instanceof Closing closing
        ? closing.status()
        : ((Gone) phase.get()).status();
  }
}
