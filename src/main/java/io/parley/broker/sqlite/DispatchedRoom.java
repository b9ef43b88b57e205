package io.parley.broker.sqlite;

import io.parley.broker.Subscriber;
import io.parley.chat.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a lane knows of one room while there is anything to know. Guarded by its lane. */
final class DispatchedRoom {
  private static final Position NONE = new Position("", 0);

  final List<Subscriber> listeners = new CopyOnWriteArrayList<>();

  /** Of the room if it has no row yet; empty where nobody was promised any. */
  private Optional<String> epoch = Optional.empty();

  /** Whether its row is being made. */
  private boolean beginning;

  /** Completes when it is known whether its row is gone; empty where nobody removes it. */
  private Optional<CompletableFuture<Void>> forgetting = Optional.empty();

  private int due;
  private Position lastDue = NONE;

  Optional<String> epoch() {
    return epoch;
  }

  /** Stays as it is where there is one. */
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

  /** What was promised to those who listened before holds no more. */
  void forget() {
    epoch = Optional.empty();
    forgetting = Optional.of(new CompletableFuture<>());
  }

  void forgotten() {
    forgetting = Optional.empty();
  }

  /** A message waits to be told. */
  void add(Optional<Position> message) {
    due++;
    lastDue = message.orElse(lastDue);
  }

  /** It was told. */
  void told() {
    due--;
    lastDue = due == 0 ? NONE : lastDue;
  }

  /** The last that waits to be told: whoever comes now is not told of it. */
  Position lastDue() {
    return lastDue;
  }

  boolean isOver() {
    return listeners.isEmpty() && due == 0 && !beginning && forgetting.isEmpty();
  }
}
