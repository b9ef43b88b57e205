package io.parley.chat;

import io.parley.chat.SubscriptionPhase.CatchingUp;
import io.parley.chat.SubscriptionPhase.Entering;
import io.parley.chat.SubscriptionPhase.Left;
import io.parley.chat.SubscriptionPhase.Live;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Delivers a room's log to one listener, from a position on, in order with the acknowledgements of
 * the listener's own messages.
 *
 * <p>While it catches up, it only notes the offset of each message that it is handed, and reads the
 * log from its cursor, at the pace at which its peer reads. It is live once the cursor has reached
 * the newest noted offset. So no message is lost or sent twice. Thread-safe.
 */
final class LogDelivery {
  private static final Left LEFT = new Left();
  private static final Live LIVE = new Live();

  private final Broker broker;
  private final RoomName room;
  private final SubscriptionListener subscriptionListener;
  private final PacedReader pacedReader;
  private final Consumer<Throwable> broken;
  private final AtomicReference<SubscriptionPhase> phase = new AtomicReference<>(new Entering());

  // Guarded by this; the cursor is also read without a lock, see {@link #position}.
  /** The position of the last message delivered or passed over. */
  private Position cursor = new Position("", 0);

  private Position head = cursor;
  private final PendingPublishes pendingPublishes = new PendingPublishes();

  /** Whether the peer's reader is to be asked for the next turn of catching up. */
  private volatile boolean turnDue;

  /**
   * @param broken is told of a failure of the listener or of this code; called without a lock
   */
  LogDelivery(
      Broker broker,
      RoomName room,
      SubscriptionListener subscriptionListener,
      PacedReader pacedReader,
      Consumer<Throwable> broken) {
    this.broker = broker;
    this.room = room;
    this.subscriptionListener = subscriptionListener;
    this.pacedReader = pacedReader;
    this.broken = broken;
  }

  boolean isEntering() {
    return phase.get() instanceof Entering;
  }

  /** See {@link RoomParticipant#position}. */
  Position position() {
    return cursor;
  }

  boolean isLive() {
    return phase.get() instanceof Live;
  }

  boolean hasLeft() {
    return phase.get() instanceof Left;
  }

  /** Begins to deliver what follows a position; called once, with the room's head. */
  synchronized void start(Position from, Position newest) {
    head = newest;
    cursor = from;
    // A message whose id was used before has an old position, which is not delivered again.
    pendingPublishes.answer(position -> position.isUpTo(from));
    if (phase.get() instanceof Entering entering) {
      if (cursor.equals(head) && entering.noted <= cursor.offset() && !entering.broke) {
        phase.compareAndSet(entering, LIVE);
      } else {
        catchUp(entering, entering.noted);
      }
    }
  }

  /**
   * Ends the delivery. Acknowledges stored messages now, and the others once they are stored: the
   * log is no longer read.
   */
  synchronized void end() {
    phase.set(LEFT);
    pendingPublishes.answer(position -> true);
  }

  /** Ends the delivery without a lock and without acknowledgements; false where it has ended. */
  boolean abandon() {
    return !(phase.getAndSet(LEFT) instanceof Left);
  }

  /** Returns the number of acknowledgements that are due. */
  synchronized int pending() {
    return pendingPublishes.size();
  }

  /** Adds an acknowledgement; false where the same message is already being appended. */
  synchronized boolean await(String id, Acknowledgement acknowledgement) {
    return pendingPublishes.add(id, acknowledgement);
  }

  /** Takes the outcome of an append. */
  void appended(String id, Position position, Throwable failure) {
    try {
      if (failure == null) {
        stored(id, position);
        afterwards();
      } else {
        notStored(id).forEach(acknowledgement -> acknowledgement.failed(failure));
      }
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  private synchronized List<Acknowledgement> notStored(String id) {
    return pendingPublishes.remove(id);
  }

  private synchronized void stored(String id, Position position) {
    boolean passed = !(phase.get() instanceof Entering) && position.isUpTo(cursor);
    if (hasLeft() || passed) {
      pendingPublishes.answer(id, position);
    } else {
      pendingPublishes.stored(id, position);
    }
  }

  /**
   * Does what must not be done under the lock: sends what the listener has queued, and asks for the
   * next turn. To be called after each use of the lock.
   */
  void afterwards() {
    subscriptionListener.flush();
    if (turnDue) {
      dueTurn().ifPresent(now -> pacedReader.add(() -> turn(now)));
    }
  }

  private synchronized Optional<CatchingUp> dueTurn() {
    boolean due = turnDue;
    turnDue = false;
    return due && phase.get() instanceof CatchingUp now ? Optional.of(now) : Optional.empty();
  }

  /** Takes a message that the room was handed. */
  void deliver(StoredMessage storedMessage) {
    synchronized (this) {
      handedOver(storedMessage);
    }
    afterwards();
  }

  private void handedOver(StoredMessage storedMessage) {
    long offset = storedMessage.position().offset();
    SubscriptionPhase now = phase.get();
    if (now instanceof Entering entering) {
      entering.noted = Math.max(entering.noted, offset);
    } else if (now instanceof CatchingUp catchingUp) {
      catchingUp.catchup().note(offset);
    } else if (now instanceof Live && misses(storedMessage.position())) {
      catchUp(now, offset);
    } else {
      pass(storedMessage);
    }
  }

  /** Whether an earlier message was not delivered, because its delivery failed. */
  private boolean misses(Position position) {
    return position.epoch().equals(cursor.epoch()) && position.offset() > cursor.offset() + 1;
  }

  void broke(LogBreak logBreak) {
    synchronized (this) {
      SubscriptionPhase now = phase.get();
      if (now instanceof Entering entering) {
        entering.broke = true;
      } else if (now instanceof CatchingUp catchingUp) {
        catchingUp.catchup().readOn();
      } else if (now instanceof Live && isAhead(logBreak)) {
        jump(logBreak.seenFrom(cursor));
      }
    }
    afterwards();
  }

  /** Whether the reader has not passed a break yet; it may have begun behind it. */
  private boolean isAhead(LogBreak logBreak) {
    return logBreak.from().equals(cursor) || !logBreak.to().isUpTo(cursor);
  }

  private void catchUp(SubscriptionPhase from, long noted) {
    CatchingUp next = new CatchingUp(new Catchup(broker, room, noted));
    if (phase.compareAndSet(from, next)) {
      turnDue = true;
    }
  }

  /**
   * Delivers one missed message or reads the next page; so a replay never overflows even a small
   * outbox. A failure is reported, else the member would wait for ever.
   */
  private CompletionStage<?> turn(CatchingUp now) {
    try {
      Optional<Position> from = deliverNext(now);
      afterwards();
      return from.isEmpty()
          ? CompletableFuture.completedFuture(Boolean.TRUE)
          : now.catchup()
              .read(from.get())
              .whenComplete((page, failure) -> read(now, page, failure));
    } catch (RuntimeException | Error e) {
      broken.accept(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns the position from which the next page is to be read; empty where none is. */
  private synchronized Optional<Position> deliverNext(CatchingUp now) {
    if (phase.get() != now) {
      return Optional.empty();
    }
    if (!now.catchup().hasNext()) {
      return Optional.of(cursor);
    }
    advance(now);
    return Optional.empty();
  }

  private void read(CatchingUp now, Catchup.Page page, Throwable failure) {
    try {
      if (failure == null) {
        take(now, page);
        afterwards();
      } else if (phase.get() == now) {
        unread(failure);
      }
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  /** An error is a fault to report, too, and not only a log that cannot be read. */
  private void unread(Throwable failure) {
    FailureLog.errorIn(failure).ifPresentOrElse(broken, () -> subscriptionListener.failed(failure));
  }

  private synchronized void take(CatchingUp now, Catchup.Page page) {
    if (phase.get() != now) {
      return;
    }
    head = page.head().orElse(head);
    now.catchup().take(page.messages());
    if (page.messages().gap()) {
      jump(page.messages().gapBetween(cursor, startOf(page.messages().messages())));
    }
    advance(now);
  }

  /** The position before the oldest message kept; the head where none is kept. */
  private Position startOf(List<StoredMessage> messages) {
    if (messages.isEmpty()) {
      return head;
    }
    Position first = messages.get(0).position();
    return new Position(first.epoch(), first.offset() - 1);
  }

  /** Moves the cursor past a gap. */
  private void jump(LogBreak gap) {
    cursor = gap.to();
    if (!gap.from().equals(gap.to()) && !gap.isHarmless()) {
      subscriptionListener.gap(gap);
    }
    pendingPublishes.answer(
        position -> position.isUpTo(cursor) || !position.epoch().equals(cursor.epoch()));
  }

  private void advance(CatchingUp now) {
    now.catchup().next().ifPresent(this::pass);
    if (!now.catchup().isDone(cursor)) {
      turnDue = true;
    } else {
      phase.compareAndSet(now, LIVE);
    }
  }

  private void pass(StoredMessage storedMessage) {
    Position position = storedMessage.position();
    if (hasLeft() || position.isUpTo(cursor)) {
      return;
    }
    cursor = position;
    Message message = storedMessage.message();
    boolean own =
        message.sender().equals(subscriptionListener.id())
            && pendingPublishes.delivered(message.id(), position);
    if (!own) {
      subscriptionListener.deliver(storedMessage);
    }
  }
}
