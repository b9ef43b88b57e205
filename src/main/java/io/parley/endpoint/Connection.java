package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.guard.AcceptedHandshake;
import io.parley.guard.CloseReporter;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryUse;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer.Authentication;
import io.parley.subprotocol.Subprotocol;
import jakarta.websocket.Session;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A connection, from its accepted handshake to its end. It passes the container's events to the
 * conversation. Before the session opens, outgoing messages wait.
 */
final class Connection implements ConnectionLifecycle.Listener, ConnectionAuthentication.Listener {
  /** The reason of a close at the end of the authentication. */
  static final String EXPIRED = "token-expired";

  private final ConnectionInfo info;
  private final Sessions sessions;
  private final ConnectionLog log;
  private final MemoryAccount account;
  private final ConnectionLifecycle lifecycle;
  private final ConnectionStatistics statistics;
  private final MessageAdmission admission;
  private final Liveness liveness;
  private final ConnectionAuthentication authentication;
  private final ConnectionPeer peer;

  Connection(
      AcceptedHandshake acceptedHandshake,
      CloseReporter closeReporter,
      RoomName room,
      Sessions sessions) {
    this.info = ConnectionInfo.of(acceptedHandshake, room);
    this.sessions = sessions;
    this.log = new ConnectionLog(sessions.log(), info.address(), info.id());
    this.statistics = new ConnectionStatistics(closeReporter);
    this.account = sessions.budget().open(this::evicted);
    this.lifecycle = new ConnectionLifecycle(sessions, log, statistics, account, this);
    this.admission = new MessageAdmission(info.id(), sessions, statistics);
    this.liveness = new Liveness(sessions.limits().ping());
    this.authentication =
        new ConnectionAuthentication(
            acceptedHandshake.principal(), acceptedHandshake.expiry(), sessions.expiries(), this);
    this.peer = new ConnectionPeer(info, this, sessions, lifecycle, admission, statistics);
    acceptedHandshake.principal().ifPresent(this::shareRate);
    if (info.keepsWindow()) {
      account.take(MemoryUse.COMPRESSION, WindowQuota.BYTES);
    }
  }

  ConnectionInfo info() {
    return info;
  }

  /** Returns what is known of it now; takes no lock. */
  ConnectionReport report() {
    return new ConnectionReport(
        info.address(),
        authentication.principal().map(Principal::getName),
        info.subprotocol(),
        statistics.age(),
        statistics.receivedCount(),
        statistics.sentCount(),
        lifecycle.outbox().waitingBytes());
  }

  /** Returns the user as whom the client is authenticated now; empty for an anonymous one. */
  Optional<Principal> principal() {
    return authentication.principal();
  }

  /** See {@link io.parley.subprotocol.Peer#authenticate}. */
  Authentication authenticate(Principal principal, Optional<Instant> expiry) {
    Authentication result = authentication.renew(principal, expiry, this::countAs);
    if (result == Authentication.ACCEPTED) {
      log.info(() -> "renewed " + info.id() + " " + info.address());
      sessions.work(() -> tell(Conversation::renewed));
    }
    return result;
  }

  private boolean countAs(Principal user) {
    boolean taken = sessions.users().take(QuotaKeys.account(user));
    if (taken) {
      shareRate(user);
    }
    return taken;
  }

  private void shareRate(Principal user) {
    admission.shareWith(sessions.users().rateLimiter(QuotaKeys.account(user)));
  }

  ConnectionPeer peer() {
    return peer;
  }

  ConnectionLifecycle lifecycle() {
    return lifecycle;
  }

  /** Returns all memory that is counted for the connection, which has ended. */
  void releaseMemory() {
    if (info.keepsWindow()) {
      account.give(MemoryUse.COMPRESSION, WindowQuota.BYTES);
    }
    account.close();
  }

  /** Starts the conversation before the session opens. Never throws. */
  void begin(Subprotocol subprotocol) {
    sessions.add(this);
    lifecycle.begin(() -> subprotocol.open(peer));
  }

  /**
   * Takes the session that the container opened; closes it where the connection has already ended.
   *
   * @param template of the endpoint's path
   */
  void attach(Session session, String template) {
    if (!lifecycle.open(session)) {
      return;
    }
    log.info(() -> "open " + info.id() + " " + info.shownPath(template) + " " + info.address());
    SessionLimits limits = sessions.limits();
    session.setMaxTextMessageBufferSize(limits.maxMessage());
    session.setMaxBinaryMessageBufferSize(limits.maxMessage());
    session.setMaxIdleTimeout(limits.idle().toMillis());
    liveness.received();
    lifecycle.start(session);
    authentication.start();
  }

  void text(String text) {
    receive("text", () -> Payload.text(text), Conversation::onText);
  }

  void binary(byte[] bytes) {
    receive("binary", () -> Payload.binary(bytes), Conversation::onBinary);
  }

  private <P extends Payload> void receive(
      String kind, Supplier<P> message, BiConsumer<Conversation, P> handler) {
    liveness.received();
    try {
      Optional<Conversation> conversation = lifecycle.openConversation();
      if (authentication.hasExpired()) {
        expired();
      } else if (conversation.isPresent()) {
        P payload = message.get();
        Optional<CloseStatus> refusal = admission.refuse(payload, kind);
        if (refusal.isPresent()) {
          lifecycle.end(refusal.get());
        } else {
          peer.holdFor(admission.delay());
          handler.accept(conversation.get(), payload);
          peer.inboundPause().await(liveness::received);
        }
      }
    } catch (Throwable e) {
      lifecycle.fault(e);
    }
  }

  /** Handles a pong, solicited or not. */
  void pong(int size) {
    liveness.received();
    admission
        .refuseFrame(size)
        .ifPresentOrElse(lifecycle::end, () -> peer.holdFor(admission.delay()));
  }

  /** The container reports an error of the peer or the JVM. */
  void error(Throwable cause) {
    if (cause instanceof Error) {
      sessions.caught(cause);
      log.fault(cause);
    } else {
      log.failure("error", cause);
    }
  }

  /** Checks the peer's liveness and speed. Runs on the timer's thread and must not block. */
  void check(long now) {
    if (!lifecycle.hasSession()) {
      if (liveness.isOpeningOverdue(now)) {
        lifecycle.abandon();
      }
    } else if (lifecycle.outbox().stalled(now)) {
      lifecycle.disconnect(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
    } else {
      checkLiveness(now);
    }
    if (lifecycle.openConversation().isPresent()) {
      peer.runRecurringTask(now);
    }
  }

  private void checkLiveness(long now) {
    switch (liveness.check(now, peer.inboundPause().isActive())) {
      case SILENT -> lifecycle.disconnect(CloseCode.GOING_AWAY, "silent for two pings");
      case PING_DUE -> sessions.work(lifecycle.outbox()::ping);
      case ALIVE -> {}
    }
  }

  @Override
  public boolean mayTransmit() {
    return !authentication.hasExpired();
  }

  @Override
  public void expiring(Instant expiry) {
    sessions.work(() -> tell(conversation -> conversation.expiring(expiry)));
  }

  /** Drops what waits to be sent: no message leaves after the end of the authentication. */
  @Override
  public void expired() {
    lifecycle.outbox().abandon();
    sessions.work(() -> lifecycle.disconnect(CloseCode.POLICY, EXPIRED));
  }

  private void tell(Consumer<Conversation> telling) {
    try {
      lifecycle.openConversation().ifPresent(telling);
    } catch (RuntimeException | Error e) {
      lifecycle.fault(e);
    }
  }

  @Override
  public void ended() {
    authentication.end();
    peer.ended();
  }

  @Override
  public void removed() {
    sessions.remove(this);
  }

  /**
   * Only memory is freed at once, because the calling thread may hold locks of other connections.
   */
  private void evicted(long held) {
    lifecycle.outbox().abandon();
    long limit = sessions.budget().limit();
    log.warning(
        () ->
            "evicted "
                + info.id()
                + " "
                + info.address()
                + ", held "
                + held
                + " of "
                + limit
                + " bytes");
    sessions.work(
        () -> lifecycle.disconnect(CloseCode.TRY_AGAIN_LATER, "server is short of memory"));
  }
}
