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

  /** One that knows nobody. */
  protected abstract Presence create();

  @BeforeEach
  void createPresence() {
    presence = create();
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
    presence.subscribe(TEA, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    presence.leave(TEA, "ann", "s1");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Arrived(BOB, 2, 0), new Departed(ANN, 1, 0));
  }

  @Test
  void whoLeavesIsNoLongerListed() {
    enter(TEA, ANN, "s1");
    enter(TEA, BOB, "s2");
    presence.leave(TEA, "ann", "s1");
    assertThat(bare(list(TEA, 10))).isEqualTo(new Attendance(List.of(BOB), 1, 0));
  }

  @Test
  void anotherSessionOfTheSameMemberTakesItsPlaceAndNobodyArrives() {
    presence.subscribe(TEA, told::add);
    enter(TEA, ANN, "s1");
    MemberInfo renamed = new MemberInfo("ann", "Anna");
    assertThat(bare(enter(TEA, renamed, "s2"))).isEqualTo(new Attendance(List.of(renamed), 1, 0));
    awaitTold(2);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0), new Taken(renamed, "s2", 0));
  }

  @Test
  void whosePlaceWasTakenCannotGiveItUp() {
    presence.subscribe(TEA, told::add);
    enter(TEA, ANN, "s1");
    enter(TEA, ANN, "s2");
    presence.leave(TEA, "ann", "s1");
    assertThat(list(TEA, 10).total()).isEqualTo(1);
    presence.leave(TEA, "ann", "s2");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Taken(ANN, "s2", 0), new Departed(ANN, 0, 0));
  }

  @Test
  void leavingTwiceOrARoomNeverEnteredIsNoDeparture() {
    presence.subscribe(TEA, told::add);
    enter(TEA, ANN, "s1");
    presence.leave(TEA, "ann", "s1");
    presence.leave(TEA, "ann", "s1");
    presence.leave(TEA, "bob", "s2");
    presence.leave(COFFEE, "ann", "s1");
    enter(TEA, BOB, "s2");
    awaitTold(3);
    assertThat(bare(told))
        .containsExactly(new Arrived(ANN, 1, 0), new Departed(ANN, 0, 0), new Arrived(BOB, 1, 0));
  }

  @Test
  void aListenerIsToldOfItsRoomOnlyAndNothingAfterItCancelled() {
    List<Change> stays = Collections.synchronizedList(new ArrayList<>());
    Presence.Subscription subscription = presence.subscribe(TEA, told::add);
    presence.subscribe(TEA, stays::add);
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
    presence.subscribe(
        TEA,
        change -> {
          throw new IllegalStateException("bad");
        });
    presence.subscribe(TEA, told::add);
    assertThat(enter(TEA, ANN, "s1").total()).isEqualTo(1);
    awaitTold(1);
    assertThat(bare(told)).containsExactly(new Arrived(ANN, 1, 0));
  }

  @Test
  void aListenerMayAskWhoIsThere() {
    List<Attendance> seen = Collections.synchronizedList(new ArrayList<>());
    presence.subscribe(TEA, change -> seen.add(bare(list(TEA, 10))));
    enter(TEA, ANN, "s1");
    await(seen, 1);
    assertThat(seen).containsExactly(new Attendance(List.of(ANN), 1, 0));
  }

  @Test
  void howeverManyComeAndGoAtOnceTheTotalsToldNeverLie() throws InterruptedException {
    int each = 200;
    presence.subscribe(TEA, told::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String id = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  enter(TEA, new MemberInfo(id, ""), "s" + i);
                  presence.leave(TEA, id, "s" + i);
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
    presence.subscribe(TEA, told::add);
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
                    presence.leave(TEA, memberInfo.id(), "s" + i);
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

  private Attendance list(RoomName room, int limit) {
    return join(presence.list(room, limit));
  }

  private static Attendance join(CompletionStage<Attendance> stage) {
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
