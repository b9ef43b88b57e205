package io.parley.broker.redis;

import io.parley.chat.FailureLog;
import io.parley.chat.Presence.Change;
import io.parley.worker.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tells the listeners of one room its changes, once and by rising number, from the hints and from
 * the room's stream of changes. For one thread.
 */
final class PresenceFeed {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(RedisPresence.class.getName()));

  /**
   * What the stream has after a number.
   *
   * @param last the number of the room's last change
   * @param previous the number of the change before the first
   */
  record Page(long last, long previous, List<Change> changes) {
    Page {
      changes = List.copyOf(changes);
    }
  }

  /** As many as the stream keeps. */
  private static final int MOST_RECENT = 1_000;

  private Consumer<Change> first = change -> {};

  /** Each listener with the number of the last change that it is not to be told. */
  private final Map<Consumer<Change>, Long> listeners = new LinkedHashMap<>(2);

  /** What was told while a listener waited for its beginning, and may be told to it yet. */
  private final Deque<Change> recent = new ArrayDeque<>();

  /** The number of the last change that was told or passed over; empty while it is not known. */
  private OptionalLong last = OptionalLong.empty();

  /** Adds the listener that is told first and does not count. */
  void addFirst(Consumer<Change> listener) {
    first = listener;
  }

  /** Adds a listener, which is told nothing before {@link #begin}. */
  void add(Consumer<Change> listener) {
    listeners.put(listener, Long.MAX_VALUE);
  }

  /**
   * Tells a listener the changes after a number, unless it was removed. Their hints may have come
   * before the answer that says that number.
   */
  void begin(Consumer<Change> listener, long after) {
    listeners.computeIfPresent(listener, (same, former) -> after);
    Workers.forEach(List.copyOf(recent), change -> tell(listener, change));
    forget();
  }

  void remove(Consumer<Change> listener) {
    listeners.remove(listener);
    forget();
  }

  private void forget() {
    if (!listeners.containsValue(Long.MAX_VALUE)) {
      recent.clear();
    }
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Returns the number after which the stream is to be read; empty where only its last one is. */
  OptionalLong position() {
    return last;
  }

  /**
   * Tells what is new, unless something is missing.
   *
   * @return whether the stream has to be read
   */
  boolean isBehindAfter(PresenceHint hint) {
    if (last.isEmpty()) {
      return false; // The first page is being read; then it is seen what is missing.
    }
    if (hint.previous() > last.getAsLong()) {
      return true;
    }
    if (hint.previous() < last.getAsLong() && isUnknown(hint)) {
      return true;
    }
    tell(hint.changes());
    return false;
  }

  /** Whether it has new changes, and does not say what comes before them here. */
  private boolean isUnknown(PresenceHint hint) {
    long number = last.getAsLong();
    return hint.changes().get(0).number() > number;
  }

  /**
   * Tells what the stream has.
   *
   * @return whether changes are missing, because the stream no longer has them
   */
  boolean isCutBy(Page page) {
    boolean cut =
        last.isPresent()
            && page.last() > last.getAsLong()
            && (page.changes().isEmpty() || page.previous() > last.getAsLong());
    tell(page.changes());
    last = OptionalLong.of(Math.max(page.last(), last.orElse(0)));
    return cut;
  }

  private void tell(List<Change> changes) {
    for (Change change : changes) {
      if (last.isPresent() && change.number() > last.getAsLong()) {
        last = OptionalLong.of(change.number());
        tell(change);
      }
    }
  }

  /** Tells a change that the stream does not have. */
  void tell(Change change) {
    first.accept(change);
    if (listeners.containsValue(Long.MAX_VALUE)) {
      remember(change);
    }
    Workers.forEach(List.copyOf(listeners.keySet()), listener -> tell(listener, change));
  }

  private void remember(Change change) {
    recent.add(change);
    if (recent.size() > MOST_RECENT) {
      recent.remove();
    }
  }

  private void tell(Consumer<Change> listener, Change change) {
    if (listeners.getOrDefault(listener, Long.MAX_VALUE) >= change.number()) {
      return; // It was cancelled meanwhile, or came later.
    }
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      FAULTS.error("a listener failed at a change", e);
    }
  }
}
