package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.Presence.Arrived;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import io.parley.chat.Presence.Departed;
import io.parley.chat.Presence.Taken;
import io.parley.chat.RoomName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Presence} promises: an implementation's test extends this and makes one. */
public abstract class PresenceContract {
  private static final RoomName TEA = new RoomName("tea");
  private static final RoomName COFFEE = new RoomName("coffee");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final MemberInfo ANN = new MemberInfo("ann", "Ann");
  private static final MemberInfo BOB = new MemberInfo("bob", "");

  private final List<Change> told = Collections.synchronizedList(new ArrayList<>());
  private Presence presence;

  /** Another node. */
  private Presence other;

  /** The grace period of members whose node's lease ended. */
  protected static final Duration GRACE = Duration.ofMillis(20);

  /** Absent members at most. */
  protected static final int MOST_ABSENT = 50;

  /** For ever, as far as a test goes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<Presence> made = new ArrayList<>();

  /** Makes nodes that share a new state, which knows nobody. */
  protected abstract Supplier<Presence> shared(Duration grace);

  @BeforeEach
  void createPresence() {
    share(GRACE);
  }

  private void share(Duration grace) {
    Supplier<Presence> nodes = shared(grace);
    presence = nodes.get();
    other = nodes.get();
    made.add(presence);
    made.add(other);
  }

  @AfterEach
  void close() {
    made.forEach(Presence::close);
  }

  @Test
  void whoEntersIsAmongThoseItFinds() {
    assertThat(bare(enter(TEA, ANN, "s1"))).isEqualTo(new Attendance(List.of(ANN), 1, 0));
    assertThat(bare(enter(TEA, BOB, "s2"))).isEqualTo(new Attendance(List.of(ANN, BOB), 2, 0));
    assertThat(bare(list(TEA, 10))).isEqualTo(new Attendance(List.of(ANN, BOB), 2, 0));
  }

  @Test
  void aRoomThatNobodyIsInIsEmpty() {
    enter(COFFEE, ANN, "s1");
    assertThat(bare(list(TEA, 10))).isEqualTo(new Attendance(List.of(), 0, 0));
  }

  @Test
  void noMoreAreListedThanAskedForButAllAreCounted() {
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    assertThat(bare(list(TEA, 1))).isEqualTo(new Attendance(List.of(ANN), 2, 0));
    assertThat(bare(join(presence.enter(TEA, new MemberInfo("cid", ""), "s3", 1))))
        .isEqualTo(new Attendance(List.of(ANN), 3, 0));
  }

  @Test
  void arrivalsAndDeparturesAreToldInOrderWithHowManyAreThere() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    leave(TEA, "ann", "s1");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0), new Departed(ANN, 1, 0));
  }

  @Test
  void whoLeavesIsNoLongerListed() {
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    leave(TEA, "ann", "s1");
    assertThat(bare(list(TEA, 10))).isEqualTo(new Attendance(List.of(BOB), 1, 0));
  }

  @Test
  void anotherSessionOfTheSameMemberTakesItsPlaceAndNobodyArrives() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    MemberInfo renamed = new MemberInfo("ann", "Anna");
    assertThat(bare(enter(TEA, renamed, "s2"))).isEqualTo(new Attendance(List.of(renamed), 1, 0));
    awaitTold(2);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0), new Taken(renamed, "s2", 0));
  }

  @Test
  void whosePlaceWasTakenCannotGiveItUp() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, ANN, "s2");
    leave(TEA, "ann", "s1");
    assertThat(list(TEA, 10).total()).isEqualTo(1);
    leave(TEA, "ann", "s2");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Taken(ANN, "s2", 0), new Departed(ANN, 0, 0));
  }

  @Test
  void leavingTwiceOrARoomNeverEnteredIsNoDeparture() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    leave(TEA, "ann", "s1");
    leave(TEA, "ann", "s1");
    leave(TEA, "bob", "s2");
    leave(COFFEE, "ann", "s1");
    enter(TEA, BOB, "s2");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Departed(ANN, 0, 0), new Arrived(BOB, 1, 0));
  }

  @Test
  void aListenerIsToldOfItsRoomOnlyAndNothingAfterItCancelled() {
    List<Change> stays = Collections.synchronizedList(new ArrayList<>());
    Presence.Subscription subscription = subscribe(presence, told::add);
    subscribe(presence, stays::add);
    enter(COFFEE, ANN, "s1");
    subscription.cancel();
    subscription.cancel();
    enter(TEA, BOB, "s2");
    await(stays, 1);
    assertThat(bare(stays)).containsExactly(new Arrived(BOB, 1, 0));
    assertThat(told).isEmpty();
  }

  @Test
  void aListenerThatThrowsHurtsNobody() {
    subscribe(
        presence,
        change -> {
          throw new IllegalStateException("bad");
        });
    subscribe(presence, told::add);
    assertThat(enter(TEA, ANN, "s1").total()).isEqualTo(1);
    awaitTold(1);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0));
  }

  @Test
  void aListenerMayAskWhoIsThere() {
    List<Attendance> seen = Collections.synchronizedList(new ArrayList<>());
    subscribe(presence, change -> presence.list(TEA, 10).thenAccept(list -> seen.add(bare(list))));
    enter(TEA, ANN, "s1");
    await(seen, 1);
    assertThat(seen).containsExactly(new Attendance(List.of(ANN), 1, 0));
  }

  @Test
  void howeverManyComeAndGoAtOnceTheTotalsToldNeverLie() throws InterruptedException {
    int each = 200;
    subscribe(presence, told::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String id = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  enter(TEA, new MemberInfo(id, ""), "s" + i);
                  leave(TEA, id, "s" + i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    awaitTold(8 * each);
    int total = 0;
    for (Change change : told) {
      total += change instanceof Arrived ? 1 : -1;
      assertThat(change instanceof Arrived a ? a.total() : ((Departed) change).total())
          .isEqualTo(total);
    }
    assertThat(list(TEA, 10).total()).isZero();
  }

  @Test
  void aListIncludesTheChangesUpToItsNumberAndNoneAfter() throws InterruptedException {
    int each = 200;
    List<Attendance> lists = Collections.synchronizedList(new ArrayList<>());
    subscribe(presence, told::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      MemberInfo memberInfo = new MemberInfo("t" + t, "");
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  lists.add(enter(TEA, memberInfo, "s" + i));
                  lists.add(list(TEA, 10));
                  if (i % 3 > 0) {
                    leave(TEA, memberInfo.id(), "s" + i);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Attendance last = list(TEA, 10);
    awaitNumber(last.change());
    assertThat(told).extracting(Change::number).isSorted().doesNotHaveDuplicates();
    for (Attendance list : lists) {
      assertThat(list.total()).isEqualTo(totalAt(list.change()));
    }
    assertThat(list(COFFEE, 10).change()).isZero();
  }

  @Test
  void theSessionThatHoldsThePresenceMayEnterAgainAndNothingIsTold() {
    subscribe(presence, told::add);
    Attendance first = enter(TEA, ANN, "s1");
    assertThat(enter(TEA, ANN, "s1")).isEqualTo(first);
    enter(TEA, BOB, "s2");
    awaitTold(2);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0));
  }

  @Test
  void aListenerIsNeverCalledByTheThreadThatMakesAChange() {
    List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
    subscribe(presence, change -> callers.add(Thread.currentThread()));
    enter(TEA, ANN, "s1");
    join(presence.absent(TEA, "ann", "s1", Duration.ZERO));
    await(callers, 2);
    assertThat(callers).doesNotContain(Thread.currentThread());
  }

  @Test
  void aListenerMayEnterLeaveSubscribeAndCancel() {
    List<Presence.Subscription> own = Collections.synchronizedList(new ArrayList<>());
    List<Change> nested = Collections.synchronizedList(new ArrayList<>());
    own.add(
        subscribe(
            presence,
            change -> {
              if (change.occupant().equals(ANN)) {
                presence.enter(TEA, BOB, "s2", 0);
                presence.subscribe(TEA, nested::add);
                presence.leave(TEA, "ann", "s1");
                own.get(0).cancel();
              }
            }));
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    awaitTold(3);
    await(nested, 1);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0), new Departed(ANN, 1, 0));
    assertThat(bare(nested)).containsExactly(new Departed(ANN, 1, 0));
  }

  @Test
  void aMemberThatIsAbsentDepartsOnceAfterItsGrace() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    join(presence.absent(TEA, "bob", "s2", LONG));
    join(presence.absent(TEA, "ann", "s1", GRACE));
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0), new Departed(ANN, 1, 0));
    assertThat(bare(list(TEA, 10))).isEqualTo(new Attendance(List.of(BOB), 1, 0));
  }

  @Test
  void aMemberThatIsAbsentMayLeaveAtOnceAndIsListedUntilThen() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    join(presence.absent(TEA, "ann", "s1", LONG));
    assertThat(list(TEA, 10).total()).isOne();
    leave(TEA, "ann", "s1");
    awaitTold(2);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0), new Departed(ANN, 0, 0));
  }

  /** Bob, whose grace ends later, is what shows that Ann's did not count. */
  @Test
  void aSessionThatEntersAgainEndsTheAbsence() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    join(presence.absent(TEA, "ann", "s1", Duration.ofMillis(200)));
    join(presence.absent(TEA, "bob", "s2", Duration.ofMillis(250)));
    enter(TEA, ANN, "s1");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0), new Departed(BOB, 1, 0));
  }

  @Test
  void whoLostItsPresenceToAnotherSessionIsNotMadeAbsentByTheFirst() {
    subscribe(presence, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, ANN, "s2");
    join(presence.absent(TEA, "ann", "s1", Duration.ZERO));
    enter(TEA, BOB, "s3");
    join(presence.absent(TEA, "bob", "s3", GRACE));
    awaitTold(4);
    assertThat(bare(told)).endsWith(new Arrived(BOB, 2, 0), new Departed(BOB, 1, 0));
  }

  @Test
  void whereTooManyAreAbsentTheOneWhoseGraceEndsFirstDepartsEarly() {
    subscribe(presence, told::add);
    for (int i = 0; i <= MOST_ABSENT; i++) {
      enter(TEA, new MemberInfo("m" + i, ""), "s" + i);
      join(presence.absent(TEA, "m" + i, "s" + i, LONG.minusSeconds(i == 7 ? 60 : 0)));
    }
    awaitTold(MOST_ABSENT + 2);
    assertThat(bare(told)).endsWith(new Departed(new MemberInfo("m7", ""), MOST_ABSENT, 0));
    assertThat(list(TEA, 0).total()).isEqualTo(MOST_ABSENT);
  }

  @Test
  void everyNodeIsToldWhatAnotherChangesAndListsTheSame() {
    List<Change> there = Collections.synchronizedList(new ArrayList<>());
    subscribe(presence, told::add);
    subscribe(other, there::add);
    enter(TEA, ANN, "s1");
    join(other.enter(TEA, ANN, "s2", 1));
    join(other.leave(TEA, "ann", "s2"));
    awaitTold(3);
    await(there, 3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Taken(ANN, "s2", 0), new Departed(ANN, 0, 0));
    assertThat(there).isEqualTo(told);
    assertThat(join(other.list(TEA, 10)).total()).isZero();
  }

  @Test
  void theMembersOfANodeWhoseLeaseEndedDepartOnceAfterTheirGrace() {
    subscribe(other, told::add);
    enter(TEA, ANN, "s1");
    join(other.enter(TEA, BOB, "s2", 0));
    presence.close();
    awaitTold(3);
    join(other.enter(TEA, ANN, "s3", 0));
    awaitTold(4);
    assertThat(bare(told))
        .containsExactly(
            new Arrived(ANN, 1, 0),
            new Arrived(BOB, 2, 0),
            new Departed(ANN, 1, 0),
            new Arrived(ANN, 2, 0));
  }

  @Test
  void anAbsenceEndsWhereTheNodeThatReportedItIsDead() {
    subscribe(other, told::add);
    enter(TEA, ANN, "s1");
    join(presence.absent(TEA, "ann", "s1", GRACE));
    presence.close();
    awaitTold(2);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0), new Departed(ANN, 0, 0));
  }

  @Test
  void whoComesBackThroughAnotherNodeWithinTheGraceNeitherDepartsNorArrives() {
    share(Duration.ofMillis(200));
    subscribe(other, told::add);
    enter(TEA, ANN, "s1");
    presence.close();
    join(other.enter(TEA, ANN, "s2", 0));
    join(other.enter(TEA, BOB, "s3", 0));
    join(other.absent(TEA, "bob", "s3", Duration.ofMillis(250)));
    awaitTold(4);
    assertThat(bare(told))
        .containsExactly(
            new Arrived(ANN, 1, 0),
            new Taken(ANN, "s2", 0),
            new Arrived(BOB, 2, 0),
            new Departed(BOB, 1, 0));
  }

  @Test
  void aNodeWhoseLeaseEndedChangesNothingAndIsToldNothing() {
    subscribe(presence, told::add);
    join(other.enter(TEA, ANN, "s1", 0));
    awaitTold(1);
    presence.close();
    presence.close();
    join(presence.leave(TEA, "ann", "s1"));
    join(presence.absent(TEA, "ann", "s1", Duration.ZERO));
    assertThat(presence.enter(TEA, BOB, "s2", 0)).isCompletedExceptionally();
    assertThat(presence.list(TEA, 0)).isCompletedExceptionally();
    assertThat(presence.subscribe(TEA, told::add)).isCompletedExceptionally();
    join(other.enter(TEA, BOB, "s2", 0));
    assertThat(join(other.list(TEA, 0)).total()).isEqualTo(2);
    assertThat(told).hasSize(1);
  }

  private int totalAt(long number) {
    int total = 0;
    for (Change change : told) {
      if (change.number() <= number) {
        total += change instanceof Arrived ? 1 : change instanceof Departed ? -1 : 0;
      }
    }
    return total;
  }

  private void awaitNumber(long number) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (told.isEmpty() || told.get(told.size() - 1).number() < number) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<Change> bare(List<Change> changes) {
    return changes.stream().map(PresenceContract::bare).toList();
  }

  /** Without its number, which is each presence's own. */
  private static Change bare(Change change) {
    if (change instanceof Arrived arrived) {
      return new Arrived(arrived.occupant(), arrived.total(), 0);
    }
    return change instanceof Departed departed
        ? new Departed(departed.occupant(), departed.total(), 0)
        : new Taken(change.occupant(), ((Taken) change).session(), 0);
  }

  private static Attendance bare(Attendance list) {
    return new Attendance(list.occupants(), list.total(), 0);
  }

  private Attendance enter(RoomName room, MemberInfo memberInfo, String session) {
    return join(presence.enter(room, memberInfo, session, 10));
  }

  private void leave(RoomName room, String id, String session) {
    join(presence.leave(room, id, session));
  }

  private static Presence.Subscription subscribe(Presence node, Consumer<Change> listener) {
    return join(node.subscribe(TEA, listener));
  }

  private Attendance list(RoomName room, int limit) {
    return join(presence.list(room, limit));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void awaitTold(int count) {
    await(told, count);
  }

  private static void await(List<?> list, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (list.size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(list).hasSizeGreaterThanOrEqualTo(count);
  }
}
