package io.parley.chat;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads what a subscription missed, in pages from its cursor. The next page is read only after the
 * last is delivered, so missed messages never pile up in memory. Guarded by its subscription.
 */
final class Catchup {
  /** Messages of one page. */
  private static final int PAGE = 100;

  /**
   * A page of the log.
   *
   * @param head the log's head before the page was read; empty where it was not asked for
   */
  record Page(Optional<Position> head, HistoryPage messages) {}

  private final Broker broker;
  private final RoomName room;
  private final ArrayDeque<StoredMessage> page = new ArrayDeque<>(0);

  /** The highest offset that was handed over meanwhile. */
  private long noted;

  /** Whether the log has more messages behind the page. */
  private boolean more;

  /** Whether the next read also asks for the head: the last page was a gap without messages. */
  private boolean headIsStale;

  /**
   * @param noted the highest offset that was handed over and is not delivered
   */
  Catchup(Broker broker, RoomName room, long noted) {
    this.broker = broker;
    this.room = room;
    this.noted = noted;
  }

  void note(long offset) {
    noted = Math.max(noted, offset);
  }

  /** Reads another page after this one, because the log broke. */
  void readOn() {
    more = true;
  }

  /** Reads the next page; the result goes to {@link #take}. */
  CompletionStage<Page> read(Position cursor) {
    return headIsStale
        ? broker.head(room).thenCompose(head -> read(cursor, Optional.of(head)))
        : read(cursor, Optional.empty());
  }

  private CompletionStage<Page> read(Position cursor, Optional<Position> head) {
    return broker.read(room, cursor, PAGE).thenApply(messages -> new Page(head, messages));
  }

  void take(HistoryPage read) {
    page.addAll(read.messages());
    more = read.more();
    headIsStale = read.gap() && read.messages().isEmpty();
  }

  boolean hasNext() {
    return !page.isEmpty();
  }

  Optional<StoredMessage> next() {
    return Optional.ofNullable(page.poll());
  }

  /** Whether everything up to the newest noted message is delivered. */
  boolean isDone(Position cursor) {
    return page.isEmpty() && !more && noted <= cursor.offset();
  }
}
