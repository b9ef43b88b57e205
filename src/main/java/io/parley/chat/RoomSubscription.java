package io.parley.chat;

import io.parley.chat.Presence.Attendance;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A subscription to one room, which is either live or catching up.
 *
 * <p>While it catches up, it only notes the offset of each delivered message. It reads the log in
 * pages from its cursor, at the pace at which its peer reads. It is live once the cursor has
 * reached the newest noted offset. So no message is lost or sent twice, and missed messages never
 * pile up in memory.
 *
 * <p>Thread-safe: the listener is called under this object's lock, so all threads' events have one
 * order. A thread must not take it while it holds the lock of another subscription.
 */
public final class RoomSubscription implements RoomParticipant {
  /** Unanswered messages of one member at most: each takes memory here. */
  public static final int MOST_UNANSWERED = 1_000;

  /** Messages of one page. */
  private static final int STRETCH = 100;

  private enum State {
    ENTERING,
    CATCHING_UP,
    LIVE
  }

  /**
   * The state of a room at a subscription's start.
   *
   * @param head the position of the room's newest message
   */
  public record Entrance(Position head, Attendance attendance) {}

  private final Rooms rooms;
  private final RoomName room;
  private final SubscriptionListener subscriptionListener;
  private final PacedReader pacedReader;
  private volatile boolean left;
  private volatile boolean entered;

  // Guarded by this.
  private State state = State.ENTERING;
  private Position cursor = new Position("", 0);
  private Position head = cursor;
  private Attendance attendance = new Attendance(List.of(), 0, 0);
  private boolean headIsStale;
  private long noted;
  private boolean lost;
  private boolean more;
  private final ArrayDeque<StoredMessage> stretch = new ArrayDeque<>(0);
  private final PresenceUpdates updates;
  private final PendingPublishes pendingPublishes = new PendingPublishes();

  RoomSubscription(
      Rooms rooms,
      RoomName room,
      SubscriptionListener subscriptionListener,
      PacedReader pacedReader) {
    this.rooms = rooms;
    this.room = room;
    this.subscriptionListener = subscriptionListener;
    this.pacedReader = pacedReader;
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
        .thenCompose(this::upToDate)
        .whenComplete((entrance, failure) -> departIfLeft());
  }

  /** Lists the members again where a change could not be held and the list lacks it. */
  private CompletionStage<Entrance> upToDate(Entrance entrance) {
    return upToDate(entrance.attendance())
        .thenApply(attendance -> found(new Entrance(entrance.head(), attendance)));
  }

  private CompletionStage<Attendance> upToDate(Attendance list) {
    synchronized (this) {
      if (!updates.isLackedBy(list)) {
        return CompletableFuture.completedFuture(list);
      }
    }
    return rooms.presence().list(room, Room.MOST_TOLD).thenCompose(this::upToDate);
  }

  private synchronized Entrance found(Entrance entrance) {
    head = entrance.head();
    attendance = entrance.attendance();
    return entrance;
  }

  /** Gives up presence where the member left while it was entering. */
  private void departIfLeft() {
    if (left) {
      rooms.departures().later(room, subscriptionListener.id(), subscriptionListener.session());
    }
  }

  /**
   * Delivers the messages after a position, and then new ones. Called once, after {@link #enter}
   * has completed.
   *
   * @param greeting runs before the listener is told anything; does not run where the member has
   *     left
   */
  public synchronized void start(Position from, Runnable greeting) {
    if (left) {
      return;
    }
    cursor = from;
    state = from.equals(head) && noted <= from.offset() ? State.LIVE : State.CATCHING_UP;
    updates.greeted(attendance, greeting);
    if (lost) {
      beReplaced();
    } else if (state == State.CATCHING_UP) {
      pacedReader.add(this::step);
    }
  }

  /** Whether {@link #MOST_UNANSWERED} messages are unanswered. */
  public synchronized boolean busy() {
    return pendingPublishes.size() >= MOST_UNANSWERED;
  }

  /**
   * Publishes a message. The stage completes when the message is stored and everything before it in
   * the log has been delivered. It fails where the message is not stored.
   *
   * @param id the member's own id of the message; an id that was used before is not stored again,
   *     and the stage has the position of the first message
   */
  public CompletionStage<Position> say(String id, Payload payload) {
    Message message =
        rooms.message(Message.scoped(subscriptionListener.id(), id), subscriptionListener, payload);
    CompletionStage<Position> answer;
    synchronized (this) {
      Optional<CompletionStage<Position>> awaited = pendingPublishes.awaited(message.id());
      if (awaited.isPresent()) {
        return awaited.get();
      }
      answer = pendingPublishes.begin(message.id());
    }
    rooms
        .append(room, message, subscriptionListener)
        .whenComplete((position, failure) -> stored(message.id(), position, failure));
    return answer;
  }

  private void stored(String id, Position position, Throwable failure) {
    try {
      settle(id, position, failure);
    } catch (RuntimeException | Error e) {
      rooms.broken(subscriptionListener, e);
    }
  }

  private synchronized void settle(String id, Position position, Throwable failure) {
    if (failure != null) {
      pendingPublishes.failed(id, failure);
    } else if (left || passed(position)) {
      pendingPublishes.answer(id, position);
    } else {
      pendingPublishes.stored(id, position);
    }
  }

  private boolean passed(Position position) {
    return state != State.ENTERING
        && position.epoch().equals(cursor.epoch())
        && position.offset() <= cursor.offset();
  }

  /** Reads the last messages before a position, after everything sent before has left. */
  public CompletionStage<HistoryPage> history(Position before, int limit) {
    return fed(() -> rooms.broker().history(room, before, limit));
  }

  /** Reads the newest messages, after everything sent before has left. */
  public CompletionStage<HistoryPage> newest(int limit) {
    return fed(() -> rooms.broker().head(room).thenCompose(last -> upTo(last, limit)));
  }

  private CompletionStage<HistoryPage> upTo(Position last, int limit) {
    Position next = new Position(last.epoch(), last.offset() + 1);
    return rooms.broker().history(room, next, limit);
  }

  private CompletionStage<HistoryPage> fed(Supplier<CompletionStage<HistoryPage>> read) {
    CompletableFuture<HistoryPage> result = new CompletableFuture<>();
    pacedReader.add(
        () ->
            begin(read)
                .whenComplete((historyPage, failure) -> complete(result, historyPage, failure)));
    return result;
  }

  private static CompletionStage<HistoryPage> begin(Supplier<CompletionStage<HistoryPage>> read) {
    try {
      return read.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void complete(
      CompletableFuture<HistoryPage> it, HistoryPage historyPage, Throwable failure) {
    if (failure == null) {
      it.complete(historyPage);
    } else {
      it.completeExceptionally(failure);
    }
  }

  /**
   * Sends the list of members, in order with the presence changes that the listener is told. The
   * stage completes when it is sent.
   */
  public CompletionStage<Attendance> members(Consumer<Attendance> send) {
    synchronized (this) {
      updates.awaitList();
    }
    return rooms
        .presence()
        .list(room, Room.MOST_TOLD)
        .thenCompose(this::upToDate)
        .whenComplete((list, failure) -> listed(list, failure, send));
  }

  private synchronized void listed(Attendance list, Throwable failure, Consumer<Attendance> send) {
    if (failure == null) {
      updates.listed(list, () -> send.accept(list));
    } else {
      updates.release();
    }
  }

  /**
   * Leaves and gives up presence at once. After this returns, the listener is told nothing more.
   */
  public void leave() {
    giveUp();
    rooms.vacate(room, this);
    rooms.presence().leave(room, subscriptionListener.id(), subscriptionListener.session());
  }

  /**
   * Leaves because the peer is gone. Presence ends after the grace period unless the member comes
   * back. Waits for no lock.
   */
  public void abandon() {
    if (!left) {
      left = true;
      rooms.vacate(room, this);
      if (entered) {
        departIfLeft();
      }
    }
  }

  /**
   * Answers stored publishes now, and the others once they are stored: the log is no longer read.
   */
  private synchronized void giveUp() {
    left = true;
    pendingPublishes.answer(position -> true);
  }

  @Override
  public SubscriptionListener member() {
    return subscriptionListener;
  }

  @Override
  public synchronized void deliver(StoredMessage storedMessage) {
    boolean missed = misses(storedMessage.position());
    if (state == State.LIVE && !missed) {
      pass(storedMessage);
      return;
    }
    noted = Math.max(noted, storedMessage.position().offset());
    if (state == State.LIVE && !left) {
      state = State.CATCHING_UP;
      pacedReader.add(this::step);
    }
  }

  /** Whether an earlier message was not delivered, because its delivery failed. */
  private boolean misses(Position position) {
    return position.epoch().equals(cursor.epoch()) && position.offset() > cursor.offset() + 1;
  }

  @Override
  public synchronized void tell(Presence.Change change) {
    if (!left && !change.occupant().id().equals(subscriptionListener.id())) {
      updates.tell(change);
    }
  }

  @Override
  public synchronized void replaced() {
    if (state == State.ENTERING) {
      lost = true;
    } else if (!left) {
      beReplaced();
    }
  }

  private void beReplaced() {
    giveUp();
    rooms.vacate(room, this);
    subscriptionListener.replaced();
  }

  /** Runs the next step; a failure is reported, else the member would wait for ever. */
  private CompletionStage<?> step() {
    try {
      return nextStep();
    } catch (RuntimeException | Error e) {
      rooms.broken(subscriptionListener, e);
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Delivers one message a turn, so that a replay never overflows even a small outbox. */
  private CompletionStage<?> nextStep() {
    boolean refresh;
    Position from;
    synchronized (this) {
      if (left || !stretch.isEmpty()) {
        advance();
        return CompletableFuture.completedFuture(cursor);
      }
      from = cursor;
      refresh = headIsStale;
    }
    Broker broker = rooms.broker();
    CompletionStage<HistoryPage> replay =
        refresh
            ? broker.head(room).thenCompose(newest -> read(newest, from))
            : broker.read(room, from, STRETCH);
    return replay.whenComplete(this::replayed);
  }

  private CompletionStage<HistoryPage> read(Position newest, Position from) {
    synchronized (this) {
      head = newest;
    }
    return rooms.broker().read(room, from, STRETCH);
  }

  private void replayed(HistoryPage historyPage, Throwable failure) {
    try {
      take(historyPage, failure);
    } catch (RuntimeException | Error e) {
      rooms.broken(subscriptionListener, e);
    }
  }

  private synchronized void take(HistoryPage historyPage, Throwable failure) {
    if (failure != null && !left) {
      subscriptionListener.failed(failure);
    }
    if (left || failure != null) {
      return;
    }
    if (historyPage.gap()) {
      jump(historyPage.messages());
    }
    stretch.addAll(historyPage.messages());
    more = historyPage.more();
    advance();
  }

  private void advance() {
    if (left) {
      stretch.clear();
      return;
    }
    Optional.ofNullable(stretch.poll()).ifPresent(this::pass);
    if (!stretch.isEmpty() || more || noted > cursor.offset()) {
      pacedReader.add(this::step);
    } else {
      state = State.LIVE;
    }
  }

  /** Moves the cursor past a gap: to just before the oldest message kept, or to the head. */
  private void jump(List<StoredMessage> next) {
    Position from = cursor;
    headIsStale = next.isEmpty();
    cursor = next.isEmpty() ? head : before(next.get(0).position());
    if (!cursor.equals(from)) {
      subscriptionListener.gap(from, cursor);
    }
    pendingPublishes.answer(this::passed);
  }

  private static Position before(Position position) {
    return new Position(position.epoch(), position.offset() - 1);
  }

  private void pass(StoredMessage storedMessage) {
    Position position = storedMessage.position();
    if (left || passed(position)) {
      return;
    }
    cursor = position;
    Message message = storedMessage.message();
    boolean own =
        message.sender().equals(subscriptionListener.id())
            && pendingPublishes.answer(message.id(), position);
    if (!own) {
      subscriptionListener.deliver(storedMessage);
    }
  }
}
