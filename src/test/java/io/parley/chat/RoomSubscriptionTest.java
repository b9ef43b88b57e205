package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryPresence;
import io.parley.worker.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomSubscriptionTest {
  private static final RoomName TEA = new RoomName("tea");
  private static final RoomName COFFEE = new RoomName("coffee");

  private final SlowBroker broker =
      new SlowBroker(Defaults.memoryLimits(100_000, 1 << 28, 10, 1 << 28));
  private final Workers workers = new Workers();
  private Rooms rooms =
      new Rooms(broker, new MemoryPresence(), RoomAccess.EVERYBODY, Defaults.roomLimits(), workers);

  @AfterEach
  void close() {
    rooms.close();
  }

  private Position append(String text) {
    return append(broker, text);
  }

  private static Position append(Broker broker, String text) {
    Message message = new Message("", "somebody", "", Payload.text(text), Instant.EPOCH);
    return join(broker.append(TEA, message));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static CompletionStage<Position> say(Listener who, String id, String text) {
    return who.publish(id, text);
  }

  @Test
  void whoJoinsAtTheHeadIsToldWhatIsSaidNext() {
    append("before");
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    append("after");
    assertThat(ann.heard).containsExactly("joined", "after");
  }

  @Test
  void whoComesBackIsToldWhatItMissedAndThenWhatIsSaid() {
    Position first = append("one");
    append("two");
    append("three");
    Listener ann = Listener.after(rooms, TEA, "ann", first);
    append("four");
    assertThat(ann.heard).containsExactly("joined", "two", "three", "four");
  }

  @Test
  void fiftyThousandMissedMessagesComeAndNeverWaitInNumbers() {
    Position first = append("first");
    IntStream.range(0, 50_000).forEach(i -> append("m"));
    Listener ann = Listener.after(rooms, TEA, "ann", first);
    assertThat(ann.offsets)
        .containsExactlyElementsOf(LongStream.rangeClosed(2, 50_001).boxed().toList());
    assertThat(ann.straw.most).isEqualTo(1);
  }

  @Test
  void whatIsSaidWhileItCatchesUpWaitsInTheLogAndComesOnceAfterwards() {
    Position first = append("one");
    append("two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.straw.stall();
    ann.enter();
    ann.start(first);
    append("three");
    assertThat(ann.heard).containsExactly("joined");
    ann.straw.read();
    append("four");
    assertThat(ann.heard).containsExactly("joined", "two", "three", "four");
  }

  @Test
  void whatIsSaidBetweenTheJoiningAndItsAnswerIsNotMissed() {
    broker.heads = new CompletableFuture<>();
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    CompletableFuture<RoomSubscription.Entrance> entrance =
        ann.roomSubscription.enter().toCompletableFuture();
    broker.heads.complete(null);
    append("one");
    ann.start(join(entrance).head());
    append("two");
    assertThat(ann.heard).containsExactly("joined", "one", "two");
  }

  /** As after a reconnect, where it does not wait for the answer to its join. */
  @Test
  void aMessageRepeatedBeforeTheStartIsAnsweredWithItsFirstPosition() {
    Listener before = Listener.atHead(rooms, TEA, "ann");
    Position first = join(say(before, "c1", "one"));
    append("two");
    Listener ann = new Listener(rooms, TEA, "ann", "s2");
    RoomSubscription.Entrance entrance = join(ann.roomSubscription.enter().toCompletableFuture());
    CompletionStage<Position> repeated = say(ann, "c1", "one");
    assertThat(repeated.toCompletableFuture()).isNotDone();
    ann.start(entrance.head());
    assertThat(repeated.toCompletableFuture()).isCompletedWithValue(first);
    assertThat(say(ann, "c1", "one").toCompletableFuture()).isCompletedWithValue(first);
  }

  @Test
  void whatWasNeverHandedOverIsReadFromTheLogBeforeTheNext() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    append("one");
    broker.silent = true;
    append("two");
    CompletionStage<Position> said = say(ann, "id", "three");
    broker.silent = false;
    append("four");
    assertThat(ann.heard).containsExactly("joined", "one", "two", "four");
    assertThat(join(said).offset()).isEqualTo(3);
    append("five");
    assertThat(ann.heard).endsWith("four", "five");
  }

  @Test
  void whoCannotTakeAMessageIsToldNothingMoreAndTheOthersAre() {
    Workers workers = new Workers();
    rooms.close();
    rooms =
        new Rooms(
            broker, new MemoryPresence(), RoomAccess.EVERYBODY, Defaults.roomLimits(), workers);
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    ann.broken = true;
    append("one");
    ann.broken = false;
    append("two");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "failed");
    assertThat(bob.heard).containsExactly("joined", "one", "two");
    assertThat(workers.isSound()).isFalse();
    assertThat(workers.failures().get("parley-delivery").getAsLong()).isEqualTo(1);
  }

  @Test
  void whoCannotTakeAMissedMessageIsToldThatItFailed() {
    Position first = append("one");
    append("two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.broken = true;
    ann.enter();
    ann.start(first);
    assertThat(ann.heard).containsExactly("joined", "failed");
  }

  /** A read that cannot even begin is answered, and the next one takes its turn. */
  @Test
  void aRequestForHistoryThatFailsByAnErrorIsAnswered() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    append("one");
    broker.fault = Optional.of(new NoClassDefFoundError("io/parley/Missing"));
    CompletionStage<HistoryPage> failed = ann.roomSubscription.newest(1);
    broker.fault = Optional.empty();
    assertThatThrownBy(() -> join(failed)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(join(ann.roomSubscription.newest(1)).messages()).hasSize(1);
  }

  @Test
  void twoRoomsOfOnePeerCatchUpSideBySide() {
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    PacedReader pacedReader = new PacedReader(ann.straw::whenSent);
    Position zero = ann.enter().head();
    RoomSubscription other = rooms.follow(COFFEE, ann, pacedReader);
    Position zeroToo = join(other.enter()).head();
    append("tea");
    join(broker.append(COFFEE, new Message("", "x", "", Payload.text("coffee"), Instant.EPOCH)));
    ann.start(zero);
    other.start(zeroToo, () -> ann.heard.add("joined"));
    assertThat(ann.heard).containsExactly("joined", "tea", "joined", "coffee");
  }

  @Test
  void nothingIsLostOrDoubledHoweverManyTalkWhileSomebodyComesAndGoes() throws Exception {
    int each = 2_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Thread thread = new Thread(() -> IntStream.range(0, each).forEach(i -> append("m")));
      threads.add(thread);
    }
    Position cursor = new Position(append("first").epoch(), 0);
    threads.forEach(Thread::start);
    List<Long> offsets = new ArrayList<>();
    while (offsets.size() < 3 * each + 1) {
      Listener ann = Listener.after(rooms, TEA, "ann", cursor);
      Listener.await(() -> !ann.offsets.isEmpty());
      ann.roomSubscription.leave();
      offsets.addAll(ann.offsets);
      cursor = new Position(cursor.epoch(), offsets.get(offsets.size() - 1));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(offsets)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * each + 1).boxed().toList());
  }

  @Test
  void theSenderIsAnsweredInTheMessagesPlaceAndToldNoMessage() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    ann.heard.clear();
    say(ann, "1", "hi").thenAccept(position -> ann.heard.add("said " + position.offset()));
    append("and");
    assertThat(ann.heard).containsExactly("said 1", "and");
    assertThat(bob.heard).containsExactly("joined", "hi", "and");
  }

  @Test
  void whileItCatchesUpTheAnswerComesAfterWhatStandsBeforeIt() {
    Position first = append("one");
    append("two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.straw.stall();
    ann.enter();
    ann.start(first);
    CompletionStage<Position> said = say(ann, "1", "mine");
    said.thenAccept(position -> ann.heard.add("said " + position.offset()));
    append("four");
    assertThat(said).isNotDone();
    ann.straw.read();
    assertThat(ann.heard).containsExactly("joined", "two", "said 3", "four");
  }

  @Test
  void theSameIdAgainIsAnsweredWithTheFirstPositionAndToldToNobody() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    Position first = join(say(ann, "1", "hi"));
    append("between");
    assertThat(join(say(ann, "1", "hi"))).isEqualTo(first);
    assertThat(bob.heard).containsExactly("joined", "hi", "between");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "between");
  }

  @Test
  void theSameIdTwiceBeforeAnAnswerIsOneMessageAndTwoAnswers() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.appends = new CompletableFuture<>();
    CompletionStage<Position> one = say(ann, "1", "hi");
    CompletionStage<Position> two = say(ann, "1", "hi");
    broker.appends.complete(null);
    assertThat(join(one).offset()).isEqualTo(1);
    assertThat(join(two).offset()).isEqualTo(1);
  }

  /** A broker may deliver a message before it is on as many servers as an answer promises. */
  @Test
  void aMessageThatIsDeliveredBeforeItsAppendHasCompletedIsAnsweredOnlyThen() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Position head = join(broker.head(TEA));
    broker.appends = new CompletableFuture<>();
    CompletableFuture<Position> said = ann.publish("1", "hi");
    Message own = new Message("ann/1", "ann", "", Payload.text("hi"), Instant.EPOCH);
    StoredMessage stored = new StoredMessage(new Position(head.epoch(), 1), own);
    broker.listeners.forEach(listener -> listener.stored(List.of(stored)));
    breakLog(new LogBreak(stored.position(), new Position("next", 1), OptionalLong.of(0)));
    assertThat(said).isNotDone();
    broker.appends.complete(null);
    assertThat(join(said)).isEqualTo(stored.position());
    assertThat(ann.heard).doesNotContain("hi");
  }

  @Test
  void idsOfDifferentMembersNeverMeet() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    say(ann, "1", "ann's");
    say(bob, "1", "bob's");
    assertThat(bob.heard).containsExactly("joined", "ann's");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "bob's");
  }

  @Test
  void whatWasSaidBeforeACutIsToldAsAMessageToWhoComesBack() {
    Listener cut = Listener.atHead(rooms, TEA, "ann");
    Position zero = cut.enter().head();
    broker.appends = new CompletableFuture<>();
    say(cut, "1", "hi");
    cut.roomSubscription.abandon();
    broker.appends.complete(null);
    Listener back = Listener.after(rooms, TEA, "ann", zero);
    assertThat(back.heard).containsExactly("joined", "hi");
    assertThat(join(say(back, "1", "hi")).offset()).isEqualTo(1);
    assertThat(back.heard).containsExactly("joined", "hi");
  }

  @Test
  void aMessageThatIsNotStoredFailsAndItsIdMayBeUsedAgain() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.appends = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    assertThat(say(ann, "1", "hi")).isCompletedExceptionally();
    broker.appends = SlowBroker.open();
    assertThat(join(say(ann, "1", "hi")).offset()).isEqualTo(1);
    assertThat(ann.heard).containsExactly("joined");
  }

  @Test
  void aBusyBrokerIsAskedAgainOnceItHasSpaceAndTheSenderSlowsDownMeanwhile() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    CompletableFuture<Void> space = new CompletableFuture<>();
    broker.busy = Optional.of(new BusyException(space));
    CompletableFuture<Position> said = ann.publish("1", "hi");
    assertThat(said).isNotDone();
    assertThat(ann.slowedDown).hasSize(1);
    assertThat(ann.slowedDown.get(0).toCompletableFuture()).isNotDone();
    broker.busy = Optional.empty();
    space.complete(null);
    assertThat(join(said).offset()).isEqualTo(1);
    assertThat(ann.slowedDown.get(0).toCompletableFuture()).isDone();
  }

  @Test
  void aSenderIsAnsweredWhereTheSecondAttemptFailsByAnError() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    CompletableFuture<Void> space = new CompletableFuture<>();
    broker.busy = Optional.of(new BusyException(space));
    CompletableFuture<Position> said = ann.publish("1", "hi");
    broker.appendFault = Optional.of(new NoClassDefFoundError("io/parley/Missing"));
    space.complete(null);
    assertThat(said.handle((position, failure) -> failure))
        .isCompletedWithValueMatching(NoClassDefFoundError.class::isInstance);
  }

  @Test
  void anErrorInAReadOfMissedMessagesIsReportedAndTold() {
    Position first = append("one");
    append("two");
    broker.reads = CompletableFuture.failedFuture(new NoClassDefFoundError("io/parley/Missing"));
    Listener ann = Listener.after(rooms, TEA, "ann", first);
    assertThat(ann.heard).containsExactly("joined", "failed");
    assertThat(workers.isSound()).isFalse();
  }

  @Test
  void aMessageWhoseSpaceNeverComesIsBusy() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.busy = Optional.of(new BusyException(new CompletableFuture<>()));
    CompletableFuture<Position> said = ann.publish("1", "hi");
    assertThatThrownBy(() -> said.orTimeout(30, TimeUnit.SECONDS).join())
        .hasCauseInstanceOf(BusyException.class);
    broker.busy = Optional.empty();
    assertThat(join(ann.publish("1", "hi")).offset()).isEqualTo(1);
  }

  /** Whoever waits on one stage is called in the reverse order. */
  @Test
  void whatWaitsForSpaceKeepsItsOrderAndWhatComesLaterStaysBehind() {
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    CompletableFuture<Void> space = new CompletableFuture<>();
    broker.busy = Optional.of(new BusyException(space));
    List<CompletionStage<Position>> said = new ArrayList<>();
    IntStream.range(0, 5).forEach(i -> said.add(ann.publish("m" + i, "m" + i)));
    broker.busy = Optional.empty();
    IntStream.range(5, 8).forEach(i -> said.add(ann.publish("m" + i, "m" + i)));
    assertThat(bob.heard).doesNotContain("m5");
    space.complete(null);
    Listener.await(() -> bob.heard.contains("m7"));
    assertThat(bob.heard.stream().filter(text -> text.matches("m\\d")))
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7");
    assertThat(said).allSatisfy(stage -> assertThat(stage).isDone());
  }

  @Test
  void whatWaitsForSpaceIsBoundedInAll() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    CompletableFuture<Void> space = new CompletableFuture<>();
    broker.busy = Optional.of(new BusyException(space));
    String large = "x".repeat((int) WaitingAppends.MOST_BYTES / 3 * 2);
    CompletableFuture<Position> first = ann.publish("1", large);
    assertThat(ann.publish("2", large)).isCompletedExceptionally();
    assertThat(first).isNotDone();
    assertThat(rooms.waitingBytes()).isBetween((long) large.length(), WaitingAppends.MOST_BYTES);
    broker.busy = Optional.empty();
    space.complete(null);
    join(first);
    assertThat(rooms.waitingBytes()).isZero();
  }

  @Test
  void whoIsLiveIsToldWhereTheLogBrokeAndWhatIsLost() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Position last = append("one");
    breakLog(new LogBreak(last, new Position("next", 9), OptionalLong.of(3)));
    tell(new Position("next", 10), "ten");
    assertThat(ann.heard).containsExactly("joined", "one", "gap 1 to 9", "ten");
  }

  @Test
  void aBreakThatLosesNothingIsNotToldAndTheLogGoesOn() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Position last = append("one");
    breakLog(new LogBreak(last, new Position("next", 1), OptionalLong.of(0)));
    tell(new Position("next", 2), "two");
    assertThat(ann.heard).containsExactly("joined", "one", "two");
  }

  @Test
  void aBreakThatIsToldLateTakesNobodyBackWhoJoinedAfterIt() {
    Position first = append("one");
    append("two");
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    breakLog(new LogBreak(new Position("old", 5), first, OptionalLong.of(3)));
    append("three");
    assertThat(ann.heard).containsExactly("joined", "three");
  }

  @Test
  void whoCatchesUpOverABreakReadsItFromTheLog() {
    Position first = append("one");
    append("two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.straw.stall();
    ann.enter();
    ann.start(new Position("old", 5));
    breakLog(new LogBreak(new Position("old", 5), first, OptionalLong.empty()));
    ann.straw.read();
    append("three");
    assertThat(ann.heard).containsExactly("joined", "gap 5 to 0", "one", "two", "three");
  }

  @Test
  void aBreakBetweenTheJoiningAndItsAnswerIsReadFromTheLog() {
    append("one");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    Position head = ann.enter().head();
    breakLog(new LogBreak(head, head, OptionalLong.empty()));
    broker.reads = new CompletableFuture<>();
    ann.start(head);
    append("two");
    assertThat(ann.heard).containsExactly("joined");
    broker.reads.complete(null);
    assertThat(ann.heard).containsExactly("joined", "two");
  }

  @Test
  void aMessageThatWasStoredBeforeABreakIsAcknowledged() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.silent = true;
    CompletableFuture<Position> said = ann.publish("1", "hi");
    assertThat(said).isNotDone();
    breakLog(new LogBreak(new Position("", 0), new Position("next", 4), OptionalLong.empty()));
    assertThat(join(said).offset()).isEqualTo(1);
  }

  @Test
  void aMemberMaySubscribeToARoomTwiceAndIsThereUntilBothHaveLeft() {
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    Listener one = Listener.atHead(rooms, TEA, "ann");
    Listener two = Listener.atHead(rooms, TEA, "ann");
    append("hi");
    assertThat(one.heard).containsExactly("joined", "hi");
    assertThat(two.heard).containsExactly("joined", "hi");
    one.roomSubscription.leave();
    append("and");
    assertThat(one.heard).doesNotContain("and");
    assertThat(two.heard).endsWith("and");
    assertThat(bob.heard).containsExactly("joined", "Arrived ann", "hi", "and");
    two.roomSubscription.leave();
    Listener.await(() -> bob.heard.contains("Departed ann"));
  }

  @Test
  void membersOfEverySubprotocolShareOneSubscriptionOfTheRoom() {
    List<String> plain = new ArrayList<>();
    rooms.join(TEA, new PlainMember(plain));
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    append("hi");
    assertThat(plain).containsExactly("hi");
    assertThat(ann.heard).endsWith("hi");
    assertThat(bob.heard).endsWith("hi");
    assertThat(broker.listeners).hasSize(1);
  }

  private record PlainMember(List<String> got) implements Member {
    @Override
    public String id() {
      return "plain";
    }

    @Override
    public void deliver(StoredMessage storedMessage) {
      got.add(((Payload.Text) storedMessage.message().payload()).text());
    }
  }

  private void breakLog(LogBreak logBreak) {
    broker.listeners.forEach(listener -> listener.broke(logBreak));
  }

  private void tell(Position position, String text) {
    StoredMessage stored =
        new StoredMessage(position, new Message("x", "x", "", Payload.text(text), Instant.EPOCH));
    broker.listeners.forEach(listener -> listener.stored(List.of(stored)));
  }

  @Test
  void whoHasAThousandMessagesUnansweredIsBusy() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.appends = new CompletableFuture<>();
    for (int i = 0; i < RoomSubscription.MOST_UNANSWERED; i++) {
      assertThat(ann.roomSubscription.isBusy()).isFalse();
      say(ann, "m" + i, "m");
    }
    assertThat(ann.roomSubscription.isBusy()).isTrue();
    broker.appends.complete(null);
    assertThat(ann.roomSubscription.isBusy()).isFalse();
  }

  @Test
  void whatIsNoLongerKeptIsSaidToBeAGap() {
    SlowBroker small = new SlowBroker(Defaults.memoryLimits(2, 1 << 20, 10, 1 << 20));
    rooms = new Rooms(small, new MemoryPresence(), Defaults.roomLimits());
    Position first = append(small, "one");
    IntStream.range(2, 6).forEach(i -> append(small, "m" + i));
    Listener ann = Listener.after(rooms, TEA, "ann", first);
    assertThat(ann.heard).containsExactly("joined", "gap 1 to 3", "m4", "m5");
  }

  @Test
  void aPositionOfAnotherLogOrBeyondTheHeadIsAGap() {
    Position first = append("one");
    Listener ann = Listener.after(rooms, TEA, "ann", new Position("other", 7));
    Listener bob = Listener.after(rooms, TEA, "bob", new Position(first.epoch(), 7));
    append("two");
    assertThat(ann.heard).containsExactly("joined", "gap 7 to 0", "one", "Arrived bob", "two");
    assertThat(bob.heard).containsExactly("joined", "gap 7 to 0", "one", "two");
  }

  @Test
  void aGapInALogThatKeepsNothingEndsAtItsHead() {
    SlowBroker small = new SlowBroker(Defaults.memoryLimits(10, 1, 10, 1 << 20));
    rooms = new Rooms(small, new MemoryPresence(), Defaults.roomLimits());
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    Position first = append(small, "one");
    append(small, "two");
    Listener ann = Listener.after(rooms, TEA, "ann", first);
    append(small, "three");
    assertThat(ann.heard).containsExactly("joined", "gap 1 to 2", "three");
    assertThat(bob.heard).containsExactly("joined", "one", "two", "Arrived ann", "three");
  }

  @Test
  void aLogThatGoesOnKeepingNothingIsCaughtUpWith() {
    SlowBroker small = new SlowBroker(Defaults.memoryLimits(10, 1, 10, 1 << 20));
    rooms = new Rooms(small, new MemoryPresence(), Defaults.roomLimits());
    Listener.atHead(rooms, TEA, "bob");
    Position first = append(small, "one");
    append(small, "two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.straw.stall();
    ann.enter();
    ann.start(first);
    append(small, "three");
    append(small, "four");
    ann.straw.read();
    append(small, "five");
    assertThat(ann.heard).containsExactly("joined", "gap 1 to 2", "gap 2 to 4", "five");
  }

  @Test
  void whatWasSaidIntoAGapIsAnswered() {
    SlowBroker small = new SlowBroker(Defaults.memoryLimits(2, 1 << 20, 10, 1 << 20));
    rooms = new Rooms(small, new MemoryPresence(), Defaults.roomLimits());
    Position first = append(small, "one");
    append(small, "two");
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    ann.straw.stall();
    ann.enter();
    ann.start(first);
    CompletionStage<Position> said = say(ann, "1", "mine");
    IntStream.range(4, 7).forEach(i -> append(small, "m" + i));
    ann.straw.read();
    assertThat(join(said).offset()).isEqualTo(3);
    assertThat(ann.heard).containsExactly("joined", "gap 1 to 4", "m5", "m6");
  }

  @Test
  void aLogThatCannotBeReadIsSaid() {
    Position first = append("one");
    append("two");
    broker.reads = CompletableFuture.failedFuture(new IllegalStateException("disk broken"));
    assertThat(Listener.after(rooms, TEA, "ann", first).heard).containsExactly("joined", "failed");
  }

  @Test
  void historyIsReadOnlyWhenAllThatWasSentHasLeft() {
    append("one");
    Position second = append("two");
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    ann.straw.stall();
    CompletableFuture<HistoryPage> newest = ann.roomSubscription.newest(1).toCompletableFuture();
    CompletableFuture<HistoryPage> before =
        ann.roomSubscription.history(second, 5).toCompletableFuture();
    append("three");
    assertThat(newest).isNotDone();
    ann.straw.read();
    assertThat(offsets(join(newest))).containsExactly(3L);
    assertThat(join(newest).more()).isTrue();
    assertThat(offsets(join(before))).containsExactly(1L);
  }

  private static List<Long> offsets(HistoryPage historyPage) {
    return historyPage.messages().stream()
        .map(storedMessage -> storedMessage.position().offset())
        .toList();
  }

  @Test
  void whoLeftIsToldNothingMore() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    bob.roomSubscription.leave();
    Listener.await(() -> ann.heard.contains("Departed bob"));
    append("hi");
    assertThat(bob.heard).containsExactly("joined");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "Departed bob", "hi");
  }

  @Test
  void whatWasSaidBeforeLeavingIsAnsweredAfterwards() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    broker.appends = new CompletableFuture<>();
    CompletionStage<Position> said = say(ann, "1", "hi");
    ann.roomSubscription.leave();
    assertThat(said).isNotDone();
    broker.appends.complete(null);
    assertThat(join(said).offset()).isEqualTo(1);
  }
}
