package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.guard.AcceptedHandshake;
import io.parley.guard.CloseReporter;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeListener;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.RecordedResponse;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Echo;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Peer.Authentication;
import io.parley.subprotocol.Subprotocol;
import io.parley.subprotocol.text.PlainText;
import io.parley.worker.Workers;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final RoomName TEA = new RoomName("tea");
  private static final SessionLimits LIMITS =
      new SessionLimits(100, 200, 20, Duration.ofSeconds(10), Duration.ofSeconds(25), 0, 0);

  private final Sessions sessions =
      new Sessions(
          LIMITS,
          Defaults.connectionLimits(),
          new MemoryBudget(Long.MAX_VALUE),
          id -> Optional.empty(),
          new Workers());
  private final Subprotocol plain =
      new PlainText(
          new Rooms(
              DirectBroker.create(Defaults.memoryLimits()),
              new MemoryPresence(),
              Defaults.roomLimits()));

  @AfterEach
  void stop() {
    sessions.drain(Duration.ZERO);
  }

  private Connection open(FakeSession session, String id, Subprotocol subprotocol) {
    return open(session, id, subprotocol, sessions);
  }

  private static Connection open(
      FakeSession session, String id, Subprotocol subprotocol, Sessions sessions) {
    Connection connection = reserve(id, subprotocol, sessions);
    connection.attach(session.session(), "/chat/{room}");
    return connection;
  }

  private static Connection reserve(String id, Subprotocol subprotocol, Sessions sessions) {
    assertThat(sessions.take("192.0.2.1", Optional.empty())).isTrue();
    Connection connection =
        new Connection(decision(id), reporter(id, HandshakeListener.none()), TEA, sessions);
    connection.begin(subprotocol);
    return connection;
  }

  private static CloseReporter reporter(String id, HandshakeListener handshakeListener) {
    return new CloseReporter(id, handshakeListener);
  }

  private static AcceptedHandshake decision(String id) {
    Accept accept = new Accept(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    return new AcceptedHandshake(
        id,
        "192.0.2.1",
        Map.of("room", "tea"),
        Optional.empty(),
        Optional.empty(),
        accept,
        new Trace(List.of(), accept));
  }

  private static CloseReason closed(FakeSession session) throws Exception {
    return session.closed.get(5, TimeUnit.SECONDS);
  }

  private static int code(FakeSession session) throws Exception {
    return closed(session).getCloseCode().getCode();
  }

  @Test
  void aSlowReaderLeavesAtOnceEvenIfItsCloseNeverReturns() throws Exception {
    FakeSession slow = new FakeSession();
    CompletableFuture<Void> release = new CompletableFuture<>();
    slow.closeBlocksUntil = Optional.of(release);
    slow.far.mode = FakeRemote.Mode.LATER;
    FakeSession well = new FakeSession();
    open(slow, "slow", plain);
    open(well, "well", plain);
    Connection ann = open(new FakeSession(), "ann", plain);
    for (int i = 0; i < 4; i++) {
      ann.text("x".repeat(100));
    }
    assertThat(sessions.count()).isEqualTo(2);
    assertThat(well.far.sent).hasSize(4);
    assertThat(code(slow)).isEqualTo(1013);
    assertThat(closed(slow).getReasonPhrase()).isEqualTo("reads too slowly");
    assertThat(slow.closer).isNotSameAs(Thread.currentThread());
    ann.text("on");
    assertThat(well.far.sent).hasSize(5);
    assertThat(slow.far.sent).hasSize(1);
    release.complete(null);
  }

  /** Before the timer closes it, which may be a moment later. */
  @Test
  void fromTheEndOfTheAuthenticationOnNothingIsSentOrHandled() throws Exception {
    FakeSession silent = new FakeSession();
    FakeSession talker = new FakeSession();
    FakeSession well = new FakeSession();
    Connection listening = open(silent, "silent", plain);
    Connection talking = open(talker, "talker", plain);
    Connection ann = open(well, "ann", plain);
    Instant past = Instant.now().minusMillis(1);
    assertThat(listening.authenticate(() -> "silent", Optional.of(past)))
        .isEqualTo(Authentication.ACCEPTED);
    assertThat(talking.authenticate(() -> "talker", Optional.of(past)))
        .isEqualTo(Authentication.ACCEPTED);
    ann.text("for nobody");
    talking.text("too late");
    assertThat(silent.far.sent).isEmpty();
    assertThat(talker.far.sent).isEmpty();
    assertThat(well.far.sent).containsExactly("data received");
    for (FakeSession ended : List.of(silent, talker)) {
      assertThat(code(ended)).isEqualTo(1008);
      assertThat(closed(ended).getReasonPhrase()).isEqualTo("token-expired");
      assertThat(ended.far.sent).isEmpty();
    }
    assertThat(listening.authenticate(() -> "silent", Optional.empty()))
        .isEqualTo(Authentication.REFUSED);
  }

  /** What waits for a slow reader when the authentication ends never leaves. */
  @Test
  void whatWaitsAtTheEndOfTheAuthenticationIsDropped() throws Exception {
    FakeSession slow = new FakeSession();
    slow.far.mode = FakeRemote.Mode.LATER;
    Connection listening = open(slow, "slow", plain);
    Connection ann = open(new FakeSession(), "ann", plain);
    ann.text("one");
    ann.text("two");
    assertThat(slow.far.sent).containsExactly("one");
    listening.authenticate(() -> "slow", Optional.of(Instant.now().minusMillis(1)));
    slow.far.complete(new SendResult());
    assertThat(code(slow)).isEqualTo(1008);
    assertThat(slow.far.sent).containsExactly("one");
  }

  @Test
  void theIdleTimeoutIsShortenedOnlyWhereTheCloseDidNotEndTheSession() throws Exception {
    SessionLimits brief =
        new SessionLimits(100, 200, 20, Duration.ofMillis(50), Duration.ofSeconds(25), 0, 0);
    Sessions briefly =
        new Sessions(
            brief,
            Defaults.connectionLimits(),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    FakeSession ended = new FakeSession();
    FakeSession stays = new FakeSession();
    CompletableFuture<Void> release = new CompletableFuture<>();
    stays.closeBlocksUntil = Optional.of(release);
    Connection first = open(ended, "ended", new Echo(), briefly);
    Connection second = open(stays, "stays", new Echo(), briefly);
    first.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
    assertThat(code(ended)).isEqualTo(1012);
    first.lifecycle().closed(new CloseStatus(1012, ""));
    second.lifecycle().overflowed();
    assertThat(code(stays)).isEqualTo(1013);
    await(() -> stays.idleTimeout == 50);
    assertThat(ended.idleTimeoutAtClose).isEqualTo(75_000);
    assertThat(stays.idleTimeoutAtClose).isEqualTo(75_000);
    assertThat(ended.idleTimeout).isEqualTo(75_000);
    release.complete(null);
    briefly.drain(Duration.ZERO);
  }

  @Test
  void aStalledSendIsCutWith1013AndItsConversationClosed() throws Exception {
    FakeSession stalled = new FakeSession();
    stalled.far.mode = FakeRemote.Mode.LATER;
    StringBuilder calls = new StringBuilder();
    Connection connection = open(stalled, "stalled", peer -> conversation(calls));
    connection.peer().send(Payload.text("a"));
    connection.check(System.nanoTime() + LIMITS.stall().toNanos() / 2);
    assertThat(sessions.count()).isEqualTo(1);
    connection.check(System.nanoTime() + LIMITS.stall().toNanos() + 1);
    assertThat(calls).hasToString("opened closed ");
    assertThat(sessions.count()).isZero();
    assertThat(code(stalled)).isEqualTo(1013);
  }

  @Test
  void aSilentPeerIsCutWith1001AfterTwoPings() throws Exception {
    FakeSession silent = new FakeSession();
    Connection connection = open(silent, "silent", new Echo());
    long start = System.nanoTime();
    // No ping is due yet: one in flight, on another thread, would be stalled at the next look.
    connection.check(start + LIMITS.ping().toNanos() - 1_000_000_000);
    assertThat(silent.closed).isNotDone();
    connection.check(start + 2 * LIMITS.ping().toNanos() + 1);
    assertThat(code(silent)).isEqualTo(1001);
  }

  @Test
  void theContainersIdleTimeoutIsLongerThanTwoPings() {
    FakeSession session = new FakeSession();
    open(session, "ann", new Echo());
    assertThat(session.idleTimeout).isEqualTo(75_000);
  }

  @Test
  void aFaultOfAConversationClosesWith1011() throws Exception {
    FakeSession session = new FakeSession();
    Conversation broken =
        new Conversation() {
          @Override
          public void opened() {}

          @Override
          public void onText(Payload.Text text) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void onBinary(Payload.Binary binary) {}

          @Override
          public void closed(CloseStatus status) {
            throw new IllegalStateException("another");
          }
        };
    open(session, "ann", peer -> broken).text("a");
    assertThat(code(session)).isEqualTo(1011);
    assertThat(closed(session).getReasonPhrase()).isEqualTo("internal fault");
  }

  @Test
  void aConversationThatEndsWhileItOpensIsClosedOnce() throws Exception {
    FakeSession session = new FakeSession();
    StringBuilder calls = new StringBuilder();
    open(
            session,
            "ann",
            peer -> {
              peer.send(Payload.text("no"));
              peer.close(CloseCode.POLICY, "not you");
              return conversation(calls);
            })
        .text("a");
    assertThat(code(session)).isEqualTo(1008);
    assertThat(session.far.sent).containsExactly("no");
    assertThat(calls).hasToString("closed ");
  }

  @Test
  void aClosedSessionLeavesOnceHoweverOftenItIsSaid() {
    StringBuilder calls = new StringBuilder();
    Connection connection = open(new FakeSession(), "ann", peer -> conversation(calls));
    connection.lifecycle().closed(new CloseStatus(1006, ""));
    connection.lifecycle().closed(new CloseStatus(1006, ""));
    connection.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "late"));
    assertThat(calls).hasToString("opened closed ");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void aConversationMayNotUseWhatIsTheSessions() {
    Peer peer = open(new FakeSession(), "ann", new Echo()).peer();
    assertThatThrownBy(() -> peer.close(CloseCode.RESTART, "mine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RESTART is not a conversation's to use");
  }

  @Test
  void aMessageOverTheLimitClosesWith1009AndReachesNobody() throws Exception {
    FakeSession session = new FakeSession();
    Connection connection = open(session, "ann", new Echo());
    connection.text("é".repeat(50));
    connection.text("é".repeat(50) + "x");
    connection.text("after");
    assertThat(session.far.sent).containsExactly("é".repeat(50));
    assertThat(code(session)).isEqualTo(1009);
    assertThat(closed(session).getReasonPhrase()).isEqualTo("message over 100 bytes");
  }

  @Test
  void aFailedSendLeavesTheRoom() throws Exception {
    FakeSession gone = new FakeSession();
    gone.far.mode = FakeRemote.Mode.THROWS;
    StringBuilder calls = new StringBuilder();
    Connection connection = open(gone, "gone", peer -> conversation(calls));
    connection.peer().send(Payload.text("a"));
    assertThat(calls).hasToString("opened closed ");
    assertThat(code(gone)).isEqualTo(1011);
  }

  @Test
  void aSessionThatOpensWhileDrainingIsSentAway() throws Exception {
    sessions.drain(Duration.ZERO);
    Sessions draining =
        new Sessions(
            LIMITS,
            Defaults.connectionLimits(),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    FakeSession first = new FakeSession();
    Connection early = open(first, "early", new Echo(), draining);
    Connection late = reserve("late", new Echo(), draining);
    Thread drain = new Thread(() -> draining.drain(Duration.ofSeconds(10)));
    drain.start();
    assertThat(code(first)).isEqualTo(1012);
    FakeSession second = new FakeSession();
    late.attach(second.session(), "/echo");
    assertThat(code(second)).isEqualTo(1012);
    early.lifecycle().closed(new CloseStatus(1012, ""));
    late.lifecycle().closed(new CloseStatus(1012, ""));
    drain.join(5_000);
    assertThat(drain.isAlive()).isFalse();
  }

  @Test
  void whatIsSaidBeforeTheSessionOpensWaitsForIt() {
    Connection late = reserve("late", plain, sessions);
    Connection ann = open(new FakeSession(), "ann", plain);
    ann.text("already");
    FakeSession session = new FakeSession();
    assertThat(session.far.sent).isEmpty();
    late.attach(session.session(), "/chat/{room}");
    ann.text("and on");
    assertThat(session.far.sent).containsExactly("already", "and on");
  }

  @Test
  void aReservationThatNobodyClaimsIsGoneAfterTenSeconds() throws Exception {
    StringBuilder calls = new StringBuilder();
    Connection late = reserve("late", peer -> conversation(calls), sessions);
    late.check(System.nanoTime() + TimeUnit.SECONDS.toNanos(9));
    assertThat(sessions.count()).isEqualTo(1);
    late.check(System.nanoTime() + TimeUnit.SECONDS.toNanos(11));
    assertThat(sessions.count()).isZero();
    assertThat(calls).hasToString("closed ");
    FakeSession session = new FakeSession();
    late.attach(session.session(), "/chat/{room}");
    assertThat(code(session)).isEqualTo(1013);
    assertThat(closed(session).getReasonPhrase()).isEqualTo("came too late");
    assertThat(calls).hasToString("closed ");
  }

  @Test
  void anAbandonedReservationFreesItsPlaceOnce() {
    Connection late = reserve("late", plain, sessions);
    Connection other = reserve("other", plain, sessions);
    late.lifecycle().abandon();
    late.lifecycle().abandon();
    assertThat(sessions.count()).isEqualTo(1);
    other.attach(new FakeSession().session(), "/chat/{room}");
    other.lifecycle().abandon();
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void aConversationThatFailsBeforeTheSessionOpensClosesItWith1011() throws Exception {
    Connection broken =
        reserve(
            "broken",
            peer -> {
              throw new IllegalStateException("a bug");
            },
            sessions);
    FakeSession session = new FakeSession();
    broken.attach(session.session(), "/chat/{room}");
    assertThat(code(session)).isEqualTo(1011);
  }

  @Test
  void aFloodClosesWith1013() throws Exception {
    SessionLimits slow =
        new SessionLimits(100, 200, 20, Duration.ofSeconds(10), Duration.ofSeconds(25), 2, 0);
    Sessions strict =
        new Sessions(
            slow,
            Defaults.connectionLimits(),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    FakeSession session = new FakeSession();
    Connection flood = open(session, "flood", new Echo(), strict);
    for (int i = 0; i < 30; i++) {
      flood.text("x");
    }
    strict.drain(Duration.ZERO);
    assertThat(session.far.sent).hasSizeBetween(2, 4);
    assertThat(code(session)).isEqualTo(1013);
    assertThat(closed(session).getReasonPhrase()).isEqualTo("more than 2 messages a second");
  }

  @Test
  void aDrainClosesManyOneAfterAnother() throws Exception {
    Sessions many =
        new Sessions(
            LIMITS,
            Defaults.connectionLimits(),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    List<FakeSession> all = Stream.generate(FakeSession::new).limit(40).toList();
    all.forEach(session -> open(session, "number " + all.indexOf(session), new Echo(), many));
    Thread drain = new Thread(() -> many.drain(Duration.ofSeconds(60)));
    drain.start();
    await(() -> all.stream().anyMatch(session -> session.closed.isDone()));
    assertThat(all).anyMatch(session -> !session.closed.isDone());
    for (FakeSession session : all) {
      assertThat(code(session)).isEqualTo(1012);
    }
    drain.interrupt();
    drain.join();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
  }

  private static Conversation conversation(StringBuilder calls) {
    return new Conversation() {
      @Override
      public void opened() {
        calls.append("opened ");
      }

      @Override
      public void onText(Payload.Text text) {
        calls.append("text ");
      }

      @Override
      public void onBinary(Payload.Binary binary) {
        calls.append("binary ");
      }

      @Override
      public void closed(CloseStatus status) {
        calls.append("closed ");
      }
    };
  }

  @Test
  void tellsOnceHowItEndedAndWhatPassed() throws Exception {
    StringBuilder heard = new StringBuilder();
    HandshakeListener handshakeListener =
        new HandshakeListener() {
          @Override
          public void judged(HandshakeRecord handshakeRecord) {}

          @Override
          public void amended(String id, Trace trace, RecordedResponse recordedResponse) {}

          @Override
          public void ended(String id, ConnectionEnd end) {
            heard.append(id).append(' ').append(end.code());
            var traffic = end.traffic();
            heard
                .append(' ')
                .append(traffic.received())
                .append(' ')
                .append(traffic.sent())
                .append(';');
          }
        };
    assertThat(sessions.take("192.0.2.1", Optional.empty())).isTrue();
    Connection connection =
        new Connection(decision("told"), reporter("told", handshakeListener), TEA, sessions);
    connection.begin(new Echo());
    connection.attach(new FakeSession().session(), "/echo");
    connection.text("one");
    connection.binary(new byte[] {2});
    connection.lifecycle().closed(new CloseStatus(1000, ""));
    connection.lifecycle().closed(new CloseStatus(1006, ""));
    assertThat(heard).hasToString("told 1000 2 2;");
  }

  @Test
  void aConversationIsToldHowItsConnectionEnded() {
    List<CloseStatus> told = new ArrayList<>();
    Subprotocol listening =
        peer ->
            new Conversation() {
              @Override
              public void closed(CloseStatus status) {
                told.add(status);
              }
            };
    open(new FakeSession(), "ann", listening)
        .lifecycle()
        .closed(new CloseStatus(1001, "going away"));
    open(new FakeSession(), "bob", listening)
        .lifecycle()
        .end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
    open(new FakeSession(), "carl", listening).lifecycle().overflowed();
    reserve("dora", listening, sessions).lifecycle().abandon();
    assertThat(told)
        .containsExactly(
            new CloseStatus(1001, "going away"),
            new CloseStatus(1012, "server restarts"),
            new CloseStatus(1013, "reads too slowly"),
            new CloseStatus(1013, "came too late"));
  }

  @Test
  void aConversationThatCloseBeganIsToldOnce() {
    List<CloseStatus> told = new ArrayList<>();
    Subprotocol refusing =
        peer -> {
          peer.close(CloseCode.POLICY, "no");
          return new Conversation() {
            @Override
            public void closed(CloseStatus status) {
              told.add(status);
            }
          };
        };
    Connection connection = open(new FakeSession(), "ann", refusing);
    connection.lifecycle().closed(new CloseStatus(1006, ""));
    assertThat(told).containsExactly(new CloseStatus(1008, "no"));
  }

  @Test
  void whoHoldsMostOfTheMemoryIsClosedWithAReasonAndItsMemoryIsFreeAtOnce() throws Exception {
    MemoryBudget budget = new MemoryBudget(500);
    Sessions small =
        new Sessions(
            LIMITS, Defaults.connectionLimits(), budget, id -> Optional.empty(), new Workers());
    FakeSession deaf = new FakeSession();
    deaf.far.mode = FakeRemote.Mode.LATER;
    FakeSession other = new FakeSession();
    other.far.mode = FakeRemote.Mode.LATER;
    Connection most = open(deaf, "most", new Echo(), small);
    Connection less = open(other, "less", new Echo(), small);
    less.text("x".repeat(50));
    most.text("x".repeat(100));
    most.text("x".repeat(100));
    assertThat(budget.evictions()).isOne();
    assertThat(budget.used()).isLessThan(200);
    assertThat(code(deaf)).isEqualTo(1013);
    assertThat(closed(deaf).getReasonPhrase()).isEqualTo("server is short of memory");
    less.text("on");
    assertThat(budget.evictions()).isOne();
    small.drain(Duration.ZERO);
  }

  /** Notes what it handles, and pauses its peer after each text. */
  private static Subprotocol pausing(Queue<String> handled, CompletableFuture<?> until) {
    return peer ->
        new Conversation() {
          @Override
          public void onText(Payload.Text text) {
            handled.add(text.text());
            peer.pauseUntil(until);
          }

          @Override
          public void onBinary(Payload.Binary binary) {
            handled.add("binary");
            peer.pauseUntil(until);
          }
        };
  }

  /** Starts a thread of the container that hands over one message and then a text. */
  private static Thread handOver(Connection connection, Runnable message) throws Exception {
    Thread thread =
        new Thread(
            () -> {
              message.run();
              connection.text("next");
            });
    thread.start();
    await(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  @Test
  void noMessageOfAPausedPeerIsHandledUntilTheStageCompletes() throws Exception {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> stage = new CompletableFuture<>();
    Connection text = open(new FakeSession(), "ann", pausing(handled, stage));
    Connection binary = open(new FakeSession(), "bob", pausing(handled, stage));
    Thread ann = handOver(text, () -> text.text("a"));
    Thread bob = handOver(binary, () -> binary.binary(new byte[1]));
    assertThat(handled).containsExactly("a", "binary");
    stage.completeExceptionally(new IllegalStateException("not stored"));
    ann.join(5_000);
    bob.join(5_000);
    assertThat(handled).containsExactly("a", "binary", "next", "next");
  }

  @Test
  void aPauseEndsWithTheConnection() throws Exception {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> never = new CompletableFuture<>();
    Connection closed = open(new FakeSession(), "closed", pausing(handled, never));
    Connection ended = open(new FakeSession(), "ended", pausing(handled, never));
    Thread first = handOver(closed, () -> closed.text("a"));
    Thread second = handOver(ended, () -> ended.text("b"));
    closed.lifecycle().closed(new CloseStatus(1006, ""));
    ended.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
    // Together less than the longest pause.
    first.join(4_000);
    second.join(4_000);
    assertThat(first.isAlive() || second.isAlive()).isFalse();
    assertThat(handled).containsExactly("a", "b");
  }

  @Test
  void aPausedPeerIsNotSilent() throws Exception {
    FakeSession session = new FakeSession();
    CompletableFuture<Void> stage = new CompletableFuture<>();
    Connection connection = open(session, "ann", pausing(new ConcurrentLinkedQueue<>(), stage));
    Thread thread = handOver(connection, () -> connection.text("a"));
    connection.check(System.nanoTime() + 2 * LIMITS.ping().toNanos() + 1);
    assertThat(sessions.count()).isOne();
    stage.complete(null);
    thread.join(5_000);
    long later = System.nanoTime() + 2 * LIMITS.ping().toNanos() + 1;
    // The ping leaves on another thread: one in flight would be stalled at the next check.
    await(() -> session.far.count() == 1 && !connection.lifecycle().outbox().stalled(later));
    connection.check(later);
    assertThat(code(session)).isEqualTo(1001);
  }

  @Test
  void whereReadingCanBeHeldNoThreadWaits() {
    List<CompletionStage<?>> held = new ArrayList<>();
    sessions.pauseBy(held::add);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    Connection connection =
        open(new FakeSession(), "ann", pausing(new ConcurrentLinkedQueue<>(), stage));
    connection.text("a");
    connection.text("b");
    assertThat(held).hasSize(2).noneMatch(hold -> hold.toCompletableFuture().isDone());
    stage.complete(null);
    assertThat(held).allMatch(hold -> hold.toCompletableFuture().isDone());
  }

  @Test
  void readingIsHeldNoLongerThanItsConnectionLives() {
    List<CompletionStage<?>> held = new ArrayList<>();
    sessions.pauseBy(held::add);
    CompletableFuture<Void> never = new CompletableFuture<>();
    Connection connection =
        open(new FakeSession(), "ann", pausing(new ConcurrentLinkedQueue<>(), never));
    connection.text("a");
    assertThat(held).noneMatch(hold -> hold.toCompletableFuture().isDone());
    connection.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
    assertThat(held).isNotEmpty().allMatch(hold -> hold.toCompletableFuture().isDone());
    connection.peer().pauseUntil(never);
    assertThat(held).allMatch(hold -> hold.toCompletableFuture().isDone());
    assertThat(never).isNotDone();
  }

  @Test
  void aRecurringTaskRunsOnAWorkerUntilTheConnectionEnds() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    Connection connection = open(new FakeSession(), "ann", new Echo());
    connection.peer().every(Duration.ofHours(1), () -> ran.complete(Thread.currentThread()));
    long due = System.nanoTime() + Duration.ofHours(1).toNanos();
    connection.check(due - Duration.ofHours(1).toNanos());
    assertThat(ran).isNotDone();
    connection.peer().every(Duration.ofNanos(1), () -> ran.complete(Thread.currentThread()));
    connection.check(System.nanoTime() + 1);
    assertThat(ran.get(5, TimeUnit.SECONDS).getName()).startsWith("parley-worker");
    assertThatThrownBy(() -> connection.peer().every(Duration.ofNanos(-1), () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFaultOfARecurringTaskClosesWith1011() throws Exception {
    FakeSession session = new FakeSession();
    Connection connection = open(session, "ann", new Echo());
    connection
        .peer()
        .every(
            Duration.ofNanos(1),
            () -> {
              throw new IllegalStateException("a bug");
            });
    connection.check(System.nanoTime() + 1);
    assertThat(code(session)).isEqualTo(1011);
  }

  @Test
  void theContainerIsCalledWithoutAnyMonitorOfTheEndpoint() throws Exception {
    FakeSession session = new FakeSession();
    session.far.notesMonitors = true;
    Connection late = reserve("late", new Echo(), sessions);
    late.peer().send(Payload.text("waited"));
    late.attach(session.session(), "/echo");
    late.text("text");
    late.binary(new byte[1]);
    session.far.mode = FakeRemote.Mode.LATER;
    late.text("slow");
    late.text("queued");
    session.far.mode = FakeRemote.Mode.AT_ONCE;
    session.far.complete(new SendResult());
    late.check(System.nanoTime() + LIMITS.ping().toNanos() + 1);
    await(() -> session.far.count() == 6);
    assertThat(session.far.sent)
        .containsExactly("waited", "text", "binary 1", "slow", "queued", "ping");
    late.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
    assertThat(code(session)).isEqualTo(1012);
    assertThat(session.far.monitors).isEmpty();
  }
}
