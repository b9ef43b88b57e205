package io.parley.endpoint;

import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Peer;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A connection as its conversation sees it. */
final class ConnectionPeer implements Peer {
  private static final Duration PAUSE = Duration.ofSeconds(LONGEST_PAUSE);

  private final ConnectionInfo info;
  private final Connection connection;
  private final Sessions sessions;
  private final ConnectionLifecycle lifecycle;
  private final MessageAdmission admission;
  private final ConnectionStatistics statistics;
  private final PacedReader pacedReader;
  private final InboundPause inboundPause;
  private final ReadHolds readHolds = new ReadHolds(PAUSE);
  private volatile Optional<RecurringTask> recurringTask = Optional.empty();

  ConnectionPeer(
      ConnectionInfo info,
      Connection connection,
      Sessions sessions,
      ConnectionLifecycle lifecycle,
      MessageAdmission admission,
      ConnectionStatistics statistics) {
    this.info = info;
    this.connection = connection;
    this.sessions = sessions;
    this.lifecycle = lifecycle;
    this.admission = admission;
    this.statistics = statistics;
    this.pacedReader = new PacedReader(lifecycle.outbox()::whenSent);
    this.inboundPause = new InboundPause(PAUSE, sessions.pausedThreads());
  }

  @Override
  public String id() {
    return info.id();
  }

  @Override
  public Optional<Principal> principal() {
    return connection.principal();
  }

  @Override
  public Authentication authenticate(Principal principal, Optional<Instant> expiry) {
    return connection.authenticate(principal, expiry);
  }

  @Override
  public Optional<String> subprotocol() {
    return info.subprotocol();
  }

  @Override
  public RoomName room() {
    return info.room();
  }

  @Override
  public List<String> quotaKeys() {
    return info.quotaKeys(connection.principal());
  }

  @Override
  public Optional<String> handshake() {
    return sessions.explain(info.id());
  }

  @Override
  public PacedReader pacedReader() {
    return pacedReader;
  }

  @Override
  public void queue(Payload payload) {
    statistics.sent(payload.size());
    try {
      lifecycle.outbox().queue(payload);
    } catch (RuntimeException | Error e) {
      // The message is not sent. A peer that stayed connected would not notice the gap.
      lifecycle.fault(e);
    }
  }

  @Override
  public void flush() {
    try {
      lifecycle.outbox().flush();
    } catch (RuntimeException | Error e) {
      lifecycle.fault(e);
    }
  }

  @Override
  public boolean isBehind() {
    return lifecycle.outbox().isBehind();
  }

  @Override
  public void whenTaken(Runnable task) {
    lifecycle.outbox().whenTaken(task);
  }

  @Override
  public void queueReply(Payload payload) {
    admission.charge(payload.size());
    queue(payload);
  }

  @Override
  public void pauseUntil(CompletionStage<?> stage) {
    sessions
        .readHold()
        .ifPresentOrElse(
            hold -> hold.accept(readHolds.until(stage)), () -> inboundPause.until(stage));
  }

  @Override
  public void every(Duration period, Runnable task) {
    if (period.isNegative()) {
      throw new IllegalArgumentException("a negative period");
    }
    recurringTask().schedule(period, task, System.nanoTime());
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
    lifecycle.end(CloseStatus.of(code, reason));
  }

  /** Reads nothing more for a time, where reading can be held; zero changes nothing. */
  void holdFor(Duration time) {
    if (!time.isZero()) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      over.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
      sessions.readHold().ifPresent(hold -> hold.accept(readHolds.until(over)));
    }
  }

  /** Returns the pause that the conversation has asked for. */
  InboundPause inboundPause() {
    return inboundPause;
  }

  /** Runs the conversation's recurring task on a worker, where it is due. */
  void runRecurringTask(long now) {
    recurringTask.ifPresent(recurring -> recurring.runIfDue(now, sessions::work, lifecycle::fault));
  }

  /** Ends the pause and the recurring task, because the connection has ended. */
  void ended() {
    inboundPause.end();
    readHolds.end();
    recurringTask.ifPresent(RecurringTask::end);
  }
}
