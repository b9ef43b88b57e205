package io.parley.broker.redis;

import io.parley.broker.redis.FeedEvent.Broken;
import io.parley.broker.redis.FeedEvent.News;
import io.parley.chat.LogBreak;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts the messages of one room into the log's order, from the hints and from the stream.
 *
 * <p>A hint that follows the last message is passed on, and one that is old is dropped. After a
 * hint that leaves a hole, or that is of an unknown generation, the feed {@link #isBehind}: it is
 * to be given the stream's next page. The position never goes back but with a {@link LogBreak}. A
 * pure state machine, for one thread at a time.
 */
final class RoomFeed {
  /** Generations that it remembers at most: beyond them, a loss is told without its number. */
  private static final int MOST_GENERATIONS = 64;

  /** The last position in each earlier generation that the log went on from, newest last. */
  private final Deque<Position> earlier = new ArrayDeque<>();

  private Position last;
  private boolean behind;

  /** The last position when the page was asked for. */
  private Position lastAtRead;

  /** The position after which the page was asked for. */
  private Position asked;

  /** The position after which to read: the last one, or an earlier one to find a fork. */
  private Position base;

  /** What was told since the last call of {@link #take}. */
  private List<FeedEvent> events = new ArrayList<>();

  /**
   * Creates a feed of what follows the head.
   *
   * @param head of the log when the first listener came
   */
  RoomFeed(Position head) {
    last = head;
    lastAtRead = head;
    asked = head;
    base = head;
  }

  /** Returns the position of the last message, or that the next message follows. */
  Position position() {
    return last;
  }

  /** Whether the stream has, or may have, messages that are to be read. */
  boolean isBehind() {
    return behind;
  }

  /** Notes that something may have been missed. */
  void miss() {
    behind = true;
  }

  /** Returns what the listeners are to be told, oldest first, and forgets it. */
  List<FeedEvent> take() {
    List<FeedEvent> told = events;
    events = new ArrayList<>();
    return told;
  }

  /** Whether messages with these positions are new: if not, they need not be parsed. */
  boolean isNews(Position first, long count) {
    return first.epoch().equals(last.epoch())
        ? first.offset() + count - 1 > last.offset()
        : earlier.stream().noneMatch(end -> end.epoch().equals(first.epoch()));
  }

  /**
   * Takes messages that were published together.
   *
   * @param messages at least one, of one epoch, with ascending offsets without a hole
   */
  void hint(List<StoredMessage> messages) {
    Position first = messages.get(0).position();
    if (!isNews(first, messages.size())) {
      return;
    }
    if (!first.epoch().equals(last.epoch()) || first.offset() > last.offset() + 1) {
      behind = true;
    } else {
      messages.forEach(this::pass);
    }
  }

  /** Compares the feed with the head of the log, which may have gone on or back. */
  void compare(Position head) {
    behind |= !head.equals(last);
  }

  /** Begins to read the next page; returns the position after which it is to be read. */
  Position read() {
    behind = false;
    lastAtRead = last;
    asked = base;
    return asked;
  }

  /** Takes the page that follows what {@link #read} returned. Hints may have come since. */
  void page(FeedPage page) {
    boolean follows = asked.equals(lastAtRead) && !page.gap();
    if (!follows && !isTold(page)) {
      behind = true;
      return;
    }
    page.messages().forEach(this::pass);
    if (last.offset() < page.end()) {
      jump(endOf(page), OptionalLong.of(page.end() - last.offset()));
    }
    if (last.offset() == page.head().offset() && !last.epoch().equals(page.head().epoch())) {
      jump(page.head(), OptionalLong.of(0));
    }
    behind |= page.head().offset() > last.offset();
  }

  private Position endOf(FeedPage page) {
    boolean whole = page.end() == page.head().offset();
    return whole ? page.head() : new Position(last.epoch(), page.end());
  }

  /**
   * Tells what is lost before a page that does not follow the last position.
   *
   * @return false where another page has to be read first
   */
  private boolean isTold(FeedPage page) {
    if (!last.equals(lastAtRead)) {
      base = last;
      return false;
    } else if (!page.isOfLog(last.epoch())) {
      jump(page.before(), OptionalLong.empty());
    } else if (!page.gap() || page.lost().isPresent()) {
      long lost = page.gap() ? page.lost().getAsLong() : 0;
      jump(page.before(), OptionalLong.of(lost + last.offset() - asked.offset()));
    } else if (page.head().epoch().equals(last.epoch()) && page.head().offset() < last.offset()) {
      jump(page.head(), OptionalLong.of(last.offset() - page.head().offset()));
    } else {
      return isToldFromEarlier(page);
    }
    return true;
  }

  /** The log does not know the generation: finds the fork from the generation before it. */
  private boolean isToldFromEarlier(FeedPage page) {
    Optional<Position> found = beforeBase();
    found.ifPresentOrElse(
        position -> base = position, () -> jump(page.head(), OptionalLong.empty()));
    return found.isEmpty();
  }

  private Optional<Position> beforeBase() {
    List<Position> all = new ArrayList<>(earlier);
    int at = base.equals(last) ? all.size() : all.indexOf(base);
    return at > 0 ? Optional.of(all.get(at - 1)) : Optional.empty();
  }

  /** Passes on a message that is not beyond a fork. */
  private void pass(StoredMessage message) {
    Position position = message.position();
    if (position.offset() <= last.offset()) {
      return;
    }
    long lost = position.offset() - last.offset() - 1;
    if (lost > 0 || !position.epoch().equals(last.epoch())) {
      jump(new Position(position.epoch(), position.offset() - 1), OptionalLong.of(lost));
    }
    events.add(new News(message));
    last = position;
    base = last;
  }

  private void jump(Position to, OptionalLong lost) {
    events.add(new Broken(new LogBreak(last, to, lost)));
    remember(to, lost);
    last = to;
    base = to;
  }

  private void remember(Position to, OptionalLong lost) {
    if (lost.isEmpty()) {
      earlier.clear();
      return;
    }
    earlier.removeIf(end -> end.offset() > to.offset());
    if (!to.epoch().equals(base.epoch()) && !earlier.contains(base)) {
      earlier.addLast(new Position(base.epoch(), Math.min(base.offset(), to.offset())));
    }
    if (earlier.size() > MOST_GENERATIONS) {
      earlier.removeFirst();
    }
  }
}
