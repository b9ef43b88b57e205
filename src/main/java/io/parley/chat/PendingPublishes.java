package io.parley.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The unanswered messages of one subscription, by message id. Guarded by its owner. */
final class PendingPublishes {
  private static final class Saying {
    private final CompletableFuture<Position> answer = new CompletableFuture<>();

    /** Empty until the message is known to be stored. */
    private Optional<Position> position = Optional.empty();
  }

  private final Map<String, Saying> open = new HashMap<>();

  int size() {
    return open.size();
  }

  /** Returns the pending answer for an id; empty where the id is new. */
  Optional<CompletionStage<Position>> awaited(String id) {
    return Optional.ofNullable(open.get(id)).map(saying -> saying.answer);
  }

  CompletionStage<Position> begin(String id) {
    Saying saying = new Saying();
    open.put(id, saying);
    return saying.answer;
  }

  /** Notes where a message is stored; does nothing where it is already answered. */
  void stored(String id, Position position) {
    Optional.ofNullable(open.get(id)).ifPresent(saying -> saying.position = Optional.of(position));
  }

  void failed(String id, Throwable failure) {
    Optional.ofNullable(open.remove(id))
        .ifPresent(saying -> saying.answer.completeExceptionally(failure));
  }

  /** Answers a message; false where none was pending. */
  boolean answer(String id, Position position) {
    Saying saying = open.remove(id);
    if (saying != null) {
      saying.answer.complete(position);
    }
    return saying != null;
  }

  /** Answers each stored message whose position {@code passed} accepts. */
  void answer(Predicate<Position> passed) {
    for (String id : List.copyOf(open.keySet())) {
      open.get(id).position.filter(passed).ifPresent(position -> answer(id, position));
    }
  }
}
