package io.parley.broker.sqlite;

import io.parley.broker.Subscriber;
import io.parley.chat.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The state of one room in a dispatcher, which drops it when {@link #isOver}. Guarded by its
 * dispatcher.
 */
final class DispatchedRoom {
  static final Position NONE = new Position("", 0);

  final List<Subscriber> listeners = new CopyOnWriteArrayList<>();

  /** The epoch that a room without a row will get; empty where none was promised. */
  private Optional<String> epoch = Optional.empty();

  /** Whether its row is being inserted. */
  private boolean beginning;

  /** Completes when the removal of its row has ended; empty where it is not being removed. */
  private Optional<CompletableFuture<Void>> forgetting = Optional.empty();

  private int due;
  private Position lastDue = NONE;

  Optional<String> epoch() {
    return epoch;
  }

  /** Sets the epoch where there is none, and returns it. */
  String promise(String other) {
    epoch = epoch.or(() -> Optional.of(other));
    return epoch.orElseThrow();
  }

  void begin() {
    beginning = true;
  }

  void began() {
    beginning = false;
  }

  Optional<CompletableFuture<Void>> forgetting() {
    return forgetting;
  }

  /** Begins the removal of the room; its promised epoch is void. */
  void forget() {
    epoch = Optional.empty();
    forgetting = Optional.of(new CompletableFuture<>());
  }

  void forgotten() {
    forgetting = Optional.empty();
  }

  /** Counts a message that is not delivered yet. */
  void add(Optional<Position> message) {
    due++;
    lastDue = message.orElse(lastDue);
  }

  /** Counts a message as delivered. */
  void told() {
    due--;
    lastDue = due == 0 ? NONE : lastDue;
  }

  /** Returns the position of the last undelivered message: a new listener gets only later ones. */
  Position lastDue() {
    return lastDue;
  }

  boolean isOver() {
    return listeners.isEmpty() && due == 0 && !beginning && forgetting.isEmpty();
  }
}
