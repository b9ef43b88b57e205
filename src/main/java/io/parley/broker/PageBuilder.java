package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Builds one page of a room's log, within a limit of messages and of bytes. It computes from which
 * message the page has to be read, and whether there is a gap. For one thread.
 */
public final class PageBuilder {
  private final Log log;
  private final boolean forwards;
  private final boolean gap;
  private final long start;
  private final int limit;
  private final List<StoredMessage> messages = new ArrayList<>();
  private long bytes;

  /**
   * What a room's log has.
   *
   * @param oldest the offset of the oldest kept message; head + 1 where none is kept
   * @param head the offset of the newest message; 0 where there was none
   */
  public record Log(String epoch, long oldest, long head) {}

  private PageBuilder(Log log, int limit, boolean forwards, boolean gap, long start) {
    this.log = log;
    this.limit = limit;
    this.forwards = forwards;
    this.gap = gap;
    this.start = start;
  }

  /**
   * Begins the page of {@link Broker#read}, whose messages are taken in the order of their offsets.
   *
   * @param limit messages at most
   */
  public static PageBuilder after(Position after, Log log, int limit) {
    boolean gap =
        !after.epoch().equals(log.epoch)
            || after.offset() > log.head
            || after.offset() < log.oldest - 1;
    return new PageBuilder(log, limit, true, gap, gap ? log.oldest : after.offset() + 1);
  }

  /**
   * Begins the page of {@link Broker#history}, whose messages are taken in the opposite order.
   *
   * @param limit messages at most
   */
  public static PageBuilder before(Position before, Log log, int limit) {
    boolean gap = !before.epoch().equals(log.epoch) || before.offset() > log.head + 1;
    long start = gap ? log.head : before.offset() - 1;
    return new PageBuilder(log, limit, false, gap, start);
  }

  /** Returns the offset of the message that has to be taken first; the log may not have it. */
  public long start() {
    return start;
  }

  /** Takes messages, from the one at {@link #start} on, until the page is full. */
  public PageBuilder takeAll(Iterator<StoredMessage> log) {
    boolean taken = true;
    while (taken && !isFull() && log.hasNext()) {
      taken = take(log.next());
    }
    return this;
  }

  /**
   * Takes the next message; the first is taken whatever its size.
   *
   * @return whether it was taken: if not, the page is full
   */
  public boolean take(StoredMessage next) {
    bytes += next.message().size();
    if (isFull() || (bytes > Broker.MOST_READ && !messages.isEmpty())) {
      return false;
    }
    return messages.add(next);
  }

  private boolean isFull() {
    return messages.size() >= limit;
  }

  /** Returns the page. */
  public HistoryPage build() {
    List<StoredMessage> oldestFirst = new ArrayList<>(messages);
    if (!forwards) {
      Collections.reverse(oldestFirst);
    }
    return new HistoryPage(gap, oldestFirst, hasMore());
  }

  private boolean hasMore() {
    return forwards ? start + messages.size() <= log.head : start - messages.size() >= log.oldest;
  }
}
