package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.RoomSubscription.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComingAndGoingTest {
  private static final RoomName TEA = new RoomName("tea");

  /** For ever, as far as a test goes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SlowBroker broker = new SlowBroker(Defaults.memoryLimits());
  private final LatePresence presence = new LatePresence();
  private Rooms rooms = rooms(new RoomLimits(10, 1_000, 0, LONG));

  private Rooms rooms(RoomLimits limits) {
    return new Rooms(broker, presence, limits);
  }

  @AfterEach
  void close() {
    rooms.close();
  }

  /** Does something between the making of a list and its arrival. */
  private static final class LatePresence implements Presence {
    private final MemoryPresence presence = new MemoryPresence();
    Runnable afterList = () -> {};

    @Override
    public CompletionStage<Attendance> enter(
        RoomName room, MemberInfo memberInfo, String session, int limit) {
      return presence.enter(room, memberInfo, session, limit);
    }

    @Override
    public CompletionStage<Void> leave(RoomName room, String id, String session) {
      return presence.leave(room, id, session);
    }

    @Override
    public CompletionStage<Void> absent(RoomName room, String id, String session, Duration grace) {
      return presence.absent(room, id, session, grace);
    }

    @Override
    public CompletionStage<Attendance> list(RoomName room, int limit) {
      CompletionStage<Attendance> list = presence.list(room, limit);
      afterList.run();
      return list;
    }

    @Override
    public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Change> listener) {
      return presence.subscribe(room, listener);
    }

    @Override
    public void close() {
      presence.close();
    }
  }

  private record Plain(String id) implements Member {
    @Override
    public void deliver(StoredMessage storedMessage) {}
  }

  /** Returns how many are there, after all changes before were told. */
  private int there() {
    return presence.list(TEA, 0).toCompletableFuture().join().total();
  }

  @Test
  void arrivalsAndDeparturesAreToldOnceEachToTheOthers() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = Listener.atHead(rooms, TEA, "bob");
    bob.roomSubscription.leave();
    bob.roomSubscription.leave();
    bob.roomSubscription.abandon();
    Listener.atHead(rooms, TEA, "cid");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "Departed bob", "Arrived cid");
  }

  @Test
  void whatTheListOfAJoiningIncludesIsNotToldAgain() {
    broker.heads = new CompletableFuture<>();
    List<Listener> all = new ArrayList<>();
    List<CompletionStage<Entrance>> entrances = new ArrayList<>();
    for (String id : List.of("ann", "bob", "cid")) {
      Listener listener = new Listener(rooms, TEA, id, id);
      all.add(listener);
      entrances.add(listener.roomSubscription.enter());
    }
    presence.leave(TEA, "ann", "ann");
    there();
    broker.heads.complete(null);
    for (int i = 0; i < 3; i++) {
      all.get(i).start(entrances.get(i).toCompletableFuture().join().head());
    }
    assertThat(all.get(1).heard).containsExactly("joined", "Arrived cid", "Departed ann");
    assertThat(all.get(2).heard).containsExactly("joined", "Departed ann");
  }

  @Test
  void whatComesAndGoesBeyondWhatCanBeHeldIsInTheListOfTheJoining() {
    broker.heads = new CompletableFuture<>();
    Listener ann = new Listener(rooms, TEA, "ann", "ann");
    CompletionStage<Entrance> entrance = ann.roomSubscription.enter();
    for (int i = 0; i < 101; i++) {
      presence.enter(TEA, new MemberInfo("m" + i, ""), "s" + i, 0);
      presence.enter(TEA, new MemberInfo("gone", ""), "g" + i, 0);
      presence.leave(TEA, "gone", "g" + i);
    }
    there();
    broker.heads.complete(null);
    Entrance found = entrance.toCompletableFuture().join();
    ann.start(found.head());
    assertThat(found.attendance().total()).isEqualTo(102);
    assertThat(ann.heard).containsExactly("joined");
  }

  /** A presence whose list is a moment old when it is sent. */
  @Test
  void aListThatWasAskedForStandsInTheOrderOfTheChanges() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    presence.afterList =
        () -> {
          presence.afterList = () -> {};
          presence.enter(TEA, new MemberInfo("bob", ""), "b", 0);
        };
    ann.roomSubscription.members(list -> ann.heard.add("members " + list.total()));
    Listener.await(() -> ann.heard.size() == 3);
    assertThat(ann.heard).containsExactly("joined", "members 1", "Arrived bob");
  }

  @Test
  void whoComesBackWithinTheGracePeriodNeitherDepartsNorArrives() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = new Listener(rooms, TEA, "bob", "first");
    bob.start(bob.enter().head());
    bob.roomSubscription.abandon();
    assertThat(there()).isEqualTo(2);
    Listener again = new Listener(rooms, TEA, "bob", "second");
    assertThat(again.enter().attendance().total()).isEqualTo(2);
    Listener.atHead(rooms, TEA, "cid");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "Arrived cid");
    assertThat(bob.heard).containsExactly("joined");
  }

  @Test
  void whoDoesNotComeBackDepartsAfterTheGracePeriod() {
    rooms = rooms(new RoomLimits(10, 1_000, 0, Duration.ofMillis(20)));
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    for (String id : List.of("bob", "cid")) {
      Listener.atHead(rooms, TEA, id).roomSubscription.abandon();
    }
    Listener.await(() -> ann.heard.contains("Departed bob") && ann.heard.contains("Departed cid"));
    assertThat(there()).isEqualTo(1);
  }

  @Test
  void theSessionThatIsReplacedIsToldSoAndNothingMore() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Listener bob = new Listener(rooms, TEA, "bob", "first");
    bob.start(bob.enter().head());
    Listener again = new Listener(rooms, TEA, "bob", "second");
    again.start(again.enter().head());
    assertThat(ann.publish("1", "hi")).isCompleted();
    bob.roomSubscription.abandon();
    assertThat(bob.heard).containsExactly("joined", "replaced");
    assertThat(again.heard).containsExactly("joined", "hi");
    assertThat(ann.heard).containsExactly("joined", "Arrived bob");
    assertThat(there()).isEqualTo(2);
  }

  @Test
  void aPlaceThatIsTakenOnAnotherServerIsLostHere() {
    Rooms elsewhere = rooms(new RoomLimits(10, 1_000, 0, LONG));
    Listener bob = new Listener(rooms, TEA, "bob", "first");
    bob.start(bob.enter().head());
    Listener again = new Listener(elsewhere, TEA, "bob", "second");
    again.start(again.enter().head());
    assertThat(bob.heard).containsExactly("joined", "replaced");
    assertThat(again.heard).containsExactly("joined");
    assertThat(rooms.count()).isZero();
    elsewhere.close();
  }

  @Test
  void whoIsReplacedBeforeItsAnswerHasItFirst() {
    broker.heads = new CompletableFuture<>();
    Listener bob = new Listener(rooms, TEA, "bob", "first");
    CompletableFuture<RoomSubscription.Entrance> entrance =
        bob.roomSubscription.enter().toCompletableFuture();
    new Listener(rooms, TEA, "bob", "second");
    assertThat(bob.heard).isEmpty();
    broker.heads.complete(null);
    bob.start(entrance.join().head());
    assertThat(bob.heard).containsExactly("joined", "replaced");
  }

  @Test
  void whatChangesBetweenTheListAndTheAnswerIsToldAfterIt() {
    Listener ann = new Listener(rooms, TEA, "ann", "s");
    Position head = ann.enter().head();
    Listener.atHead(rooms, TEA, "bob");
    ann.start(head);
    assertThat(ann.heard).containsExactly("joined", "Arrived bob");
  }

  @Test
  void aboveTwoHundredMembersNobodyIsToldOfComingsAndGoings() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    List<Listener> others = new ArrayList<>();
    for (int i = 2; i <= 201; i++) {
      others.add(Listener.atHead(rooms, TEA, "m" + i));
    }
    others.get(0).roomSubscription.leave();
    others.get(1).roomSubscription.leave();
    there();
    assertThat(ann.heard)
        .hasSize(1 + 199 + 1)
        .contains("Arrived m200", "Departed m3")
        .doesNotContain("Arrived m201", "Departed m2");
  }

  @Test
  void membersOfPlainTextArriveWhenTheyOpenAndDepartWhenTheyEnd() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    Membership bob = rooms.join(TEA, new Plain("bob"));
    assertThat(ann.heard).containsExactly("joined");
    bob.arrive();
    bob.leave();
    Listener.await(() -> ann.heard.contains("Departed bob"));
    assertThat(ann.heard).containsExactly("joined", "Arrived bob", "Departed bob");
  }

  @Test
  void whoNeverOpenedNeverArrivesNorDeparts() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    rooms.join(TEA, new Plain("bob")).leave();
    Membership cid = rooms.join(TEA, new Plain("cid"));
    cid.arrive();
    cid.leave();
    Listener.await(() -> ann.heard.contains("Departed cid"));
    assertThat(ann.heard).containsExactly("joined", "Arrived cid", "Departed cid");
  }

  @Test
  void aRoomTakesAsManyMembersAsItMayAndOneThatComesBack() {
    rooms = rooms(new RoomLimits(10, 2, 0, LONG));
    Membership plain = rooms.join(TEA, new Plain("ann"));
    Listener.atHead(rooms, TEA, "bob");
    assertThatThrownBy(() -> rooms.join(TEA, new Plain("cid")))
        .isInstanceOf(CapacityExceededException.class)
        .hasMessage("the room has as many members as it may");
    Listener again = new Listener(rooms, TEA, "bob", "again");
    assertThat(again.enter().attendance().total()).isEqualTo(1);
    plain.leave();
    rooms.join(TEA, new Plain("cid"));
  }

  @Test
  void aServerOpensAsManyRoomsAsItMay() {
    rooms = rooms(new RoomLimits(2, 10, 0, LONG));
    Membership first = rooms.join(new RoomName("r1"), new Plain("ann"));
    rooms.join(new RoomName("r2"), new Plain("ann"));
    rooms.join(new RoomName("r2"), new Plain("bob"));
    assertThatThrownBy(() -> rooms.join(TEA, new Plain("ann")))
        .isInstanceOf(CapacityExceededException.class)
        .hasMessage("the server has as many rooms as it may");
    first.leave();
    rooms.join(TEA, new Plain("ann"));
    assertThat(rooms.count()).isEqualTo(2);
  }

  @Test
  void whoLoopsThroughConnectionsFillsNothing() {
    Listener ann = Listener.atHead(rooms, TEA, "ann");
    for (int i = 0; i < MemoryPresence.MOST_ABSENT + 100; i++) {
      Listener.atHead(rooms, TEA, "m" + i).roomSubscription.abandon();
    }
    Listener.await(() -> there() == 1 + MemoryPresence.MOST_ABSENT);
    assertThat(ann.heard).contains("Arrived m0");
  }
}
