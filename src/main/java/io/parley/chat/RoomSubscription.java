package io.parley.chat;

import io.parley.chat.Presence.Attendance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A subscription to one room that can begin at an earlier position.
 *
 * <p>Thread-safe: the listener is called under one lock, so all threads' events have one order. A
 * thread must not take it while it holds the lock of another subscription.
 */
public final class RoomSubscription implements RoomParticipant {
  /** Unanswered messages of one member at most: each takes memory here. */
  public static final int MOST_UNANSWERED = 1_000;

  /**
   * The state of a room at a subscription's start.
   *
   * @param head the position of the room's newest message
   */
  public record Entrance(Position head, Attendance attendance) {
    Entrance with(Attendance other) {
      return new Entrance(head, other);
    }
  }

  private final Rooms rooms;
  private final RoomName room;
  private final SubscriptionListener subscriptionListener;
  private final RoomHistory history;
  private volatile boolean entered;

  /** Whether it has left and its member has no other subscription to the room. */
  private volatile boolean departed;

  /** Its lock guards the fields below, too. */
  final LogDelivery log;

  private Entrance entrance = new Entrance(new Position("", 0), new Attendance(List.of(), 0, 0));
  private final PresenceUpdates updates;

  /** Whether another session of the member replaced it before its start. */
  private boolean replacedEarly;

  RoomSubscription(
      Rooms rooms,
      RoomName room,
      SubscriptionListener subscriptionListener,
      PacedReader pacedReader) {
    this.rooms = rooms;
    this.room = room;
    this.subscriptionListener = subscriptionListener;
    this.history = new RoomHistory(rooms.broker(), room, pacedReader);
    this.log =
        new LogDelivery(
            rooms.broker(),
            room,
            subscriptionListener,
            pacedReader,
            cause -> rooms.broken(subscriptionListener, cause));
    this.updates = new PresenceUpdates(subscriptionListener::changed);
    updates.awaitList();
  }

  /** Makes the member visible to the others. Called once. */
  public CompletionStage<Entrance> enter() {
    entered = true;
    return rooms
        .broker()
        .head(room)
        .thenCombine(rooms.enter(room, subscriptionListener), Entrance::new)
        .thenCompose(found -> upToDate(found.attendance()).thenApply(found::with))
        .thenApply(this::visible)
        .thenApply(this::keep)
        .whenComplete((found, failure) -> departIfLast());
  }

  /** Lists the members again where a change could not be held and the list lacks it. */
  private CompletionStage<Attendance> upToDate(Attendance list) {
    synchronized (log) {
      if (!updates.isLackedBy(list)) {
        return CompletableFuture.completedFuture(list);
      }
    }
    return rooms.presence().list(room, Room.MOST_TOLD).thenCompose(this::upToDate);
  }

  /** Hides the members where this one may not see them. */
  private Entrance visible(Entrance found) {
    return has(RoomRight.SEE_MEMBERS)
        ? found
        : found.with(new Attendance(List.of(), 0, found.attendance().change()));
  }

  private boolean has(RoomRight right) {
    return rooms.permits(subscriptionListener, room, right);
  }

  /** Whether the member may still join the room. */
  public boolean isPermitted() {
    return has(RoomRight.JOIN);
  }

  private Entrance keep(Entrance found) {
    synchronized (log) {
      entrance = found;
    }
    return found;
  }

  private void departIfLast() {
    if (departed) {
      rooms.absent(room, subscriptionListener);
    }
  }

  /**
   * Delivers the messages after a position, and then new ones. Called once, after {@link #enter}
   * has completed. Where the member may not read history, the messages up to the head are a gap.
   *
   * @param greeting runs before the listener is told anything, under the lock of the listener's
   *     callbacks; does not run where the member has left
   */
  public void start(Position from, Runnable greeting) {
    boolean readsHistory = has(RoomRight.READ_HISTORY);
    synchronized (log) {
      if (log.hasLeft()) {
        return;
      }
      updates.greeted(entrance.attendance(), greeting);
      if (replacedEarly) {
        endReplaced();
      } else {
        begin(from, readsHistory ? from : entrance.head());
      }
    }
    log.afterwards();
  }

  private void begin(Position from, Position permitted) {
    if (!from.equals(permitted)) {
      subscriptionListener.gap(LogBreak.forbidden(from, permitted));
    }
    log.start(permitted, entrance.head());
  }

  /** Whether {@link #MOST_UNANSWERED} messages are unanswered. */
  public boolean isBusy() {
    return log.pending() >= MOST_UNANSWERED;
  }

  /**
   * Publishes a message.
   *
   * @param id the member's own id of the message; an id that was used before is not stored again,
   *     and is acknowledged with the position of the first message
   */
  public void publish(String id, Payload payload, Acknowledgement acknowledgement) {
    String scoped = Message.scoped(subscriptionListener.id(), id);
    if (log.await(scoped, acknowledgement)) {
      rooms
          .append(room, rooms.message(scoped, subscriptionListener, payload), subscriptionListener)
          .whenComplete((position, failure) -> log.appended(scoped, position, failure));
    }
  }

  /** Reads the last messages before a position, after everything sent before has left. */
  public CompletionStage<HistoryPage> history(Position before, int limit) {
    return readHistory(() -> history.before(before, limit));
  }

  /** Reads the newest messages, after everything sent before has left. */
  public CompletionStage<HistoryPage> newest(int limit) {
    return readHistory(() -> history.newest(limit));
  }

  private CompletionStage<HistoryPage> readHistory(Supplier<CompletionStage<HistoryPage>> read) {
    return rooms.permitted(subscriptionListener, room, RoomRight.READ_HISTORY, read);
  }

  /**
   * Sends the list of members, in order with the presence changes that the listener is told. The
   * stage completes when it is sent.
   *
   * @param send queues the list, under the lock of the listener's callbacks
   */
  public CompletionStage<Attendance> members(Consumer<Attendance> send) {
    return rooms.permitted(
        subscriptionListener, room, RoomRight.SEE_MEMBERS, () -> listMembers(send));
  }

  private CompletionStage<Attendance> listMembers(Consumer<Attendance> send) {
    synchronized (log) {
      updates.awaitList();
    }
    return rooms
        .presence()
        .list(room, Room.MOST_TOLD)
        .thenCompose(this::upToDate)
        .whenComplete((list, failure) -> listed(Optional.ofNullable(list), send));
  }

  private void listed(Optional<Attendance> list, Consumer<Attendance> send) {
    synchronized (log) {
      list.ifPresentOrElse(
          found -> updates.listed(found, () -> send.accept(found)), updates::release);
    }
    log.afterwards();
  }

  /**
   * Leaves, and gives up presence at once where the member has no other subscription to the room.
   * After this returns, the listener is told nothing more.
   */
  public void leave() {
    log.end();
    if (rooms.vacate(room, this)) {
      rooms.leave(room, subscriptionListener);
    }
    log.afterwards();
  }

  /**
   * Leaves because the peer is gone. Presence ends after the grace period unless the member comes
   * back. Waits for no lock.
   */
  public void abandon() {
    if (log.abandon()) {
      departed = rooms.vacate(room, this);
      if (entered) {
        departIfLast();
      }
    }
  }

  @Override
  public SubscriptionListener member() {
    return subscriptionListener;
  }

  /** Does nothing: a subscription is delivered what follows its own position. */
  @Override
  public void joined(Position after) {}

  @Override
  public Position position() {
    return log.position();
  }

  @Override
  public void deliver(StoredMessage storedMessage) {
    log.deliver(storedMessage);
  }

  @Override
  public boolean isBehind() {
    return log.isLive() && subscriptionListener.isBehind();
  }

  @Override
  public void whenTaken(Runnable task) {
    subscriptionListener.whenTaken(task);
  }

  @Override
  public void broke(LogBreak logBreak) {
    log.broke(logBreak);
  }

  @Override
  public void tell(Presence.Change change) {
    boolean isSeen = has(RoomRight.SEE_MEMBERS);
    synchronized (log) {
      if (isSeen && !log.hasLeft() && !change.occupant().id().equals(subscriptionListener.id())) {
        updates.tell(change);
      }
    }
    log.afterwards();
  }

  @Override
  public void replaced() {
    synchronized (log) {
      if (log.isEntering()) {
        replacedEarly = true;
      } else if (!log.hasLeft()) {
        endReplaced();
      }
    }
    log.afterwards();
  }

  private void endReplaced() {
    log.end();
    rooms.vacate(room, this);
    subscriptionListener.replaced();
  }
}
