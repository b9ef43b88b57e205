package io.parley.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The unanswered messages of one subscription, by message id. Guarded by its owner. */
final class PendingPublishes {
  private static final class Publish {
    private final List<Acknowledgement> waiting = new ArrayList<>(1);

    /** Empty until the message is known to be stored. */
    private Optional<Position> position = Optional.empty();

    /** Whether it was delivered before that. */
    private boolean delivered;
  }

  private final Map<String, Publish> publishes = new HashMap<>();
  private int acknowledgements;

  /** Returns the number of acknowledgements that are due. */
  int size() {
    return acknowledgements;
  }

  /**
   * Adds an acknowledgement.
   *
   * @return whether the id is new, so that the message is to be appended
   */
  boolean add(String id, Acknowledgement acknowledgement) {
    Publish publish = publishes.computeIfAbsent(id, first -> new Publish());
    publish.waiting.add(acknowledgement);
    acknowledgements++;
    return publish.waiting.size() == 1;
  }

  /**
   * Notes where a message is stored, and answers it where it was delivered before; does nothing
   * where it is already answered.
   */
  void stored(String id, Position position) {
    Optional<Publish> publish = Optional.ofNullable(publishes.get(id));
    publish.ifPresent(one -> one.position = Optional.of(position));
    publish.filter(one -> one.delivered).ifPresent(one -> answer(id, position));
  }

  /** Removes a message; returns the acknowledgements that are due, none where it was answered. */
  List<Acknowledgement> remove(String id) {
    List<Acknowledgement> due =
        Optional.ofNullable(publishes.remove(id)).map(publish -> publish.waiting).orElse(List.of());
    acknowledgements -= due.size();
    return due;
  }

  /** Answers a message; false where none was pending. */
  boolean answer(String id, Position position) {
    List<Acknowledgement> due = remove(id);
    due.forEach(acknowledgement -> acknowledgement.stored(position));
    return !due.isEmpty();
  }

  /**
   * Answers a message that was delivered, where its append has completed as well: it may be
   * delivered before it is as safe as an acknowledgement says.
   *
   * @return whether it is pending; if it was not answered, {@link #stored} will do it
   */
  boolean delivered(String id, Position position) {
    Optional<Publish> publish = Optional.ofNullable(publishes.get(id));
    publish.ifPresent(one -> one.delivered = true);
    publish.filter(one -> one.position.isPresent()).ifPresent(one -> answer(id, position));
    return publish.isPresent();
  }

  /** Answers each stored message whose position {@code passed} accepts. */
  void answer(Predicate<Position> passed) {
    for (String id : List.copyOf(publishes.keySet())) {
      publishes.get(id).position.filter(passed).ifPresent(position -> answer(id, position));
    }
  }
}
