package io.parley.broker.redis;

import io.parley.broker.Dispatcher;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The feed of one room that has listeners here: takes hints and pages of the stream from any
 * thread, and hands what follows to the room's dispatcher. One page at a time is read. Thread-safe;
 * nothing blocks.
 */
final class FeedRoom {
  private static final Position NONE = new Position("", 0);

  /** Messages of a page. */
  private static final int PAGE = 200;

  /** What all rooms share. */
  record Shared(FeedLog log, FeedBudget budget, FeedStatistics statistics) {}

  private final RoomKeys keys;
  private final Shared shared;
  private final Dispatcher dispatcher;
  private final CompletableFuture<Position> started = new CompletableFuture<>();

  // Guarded by this.
  /** Empty until the head is known. */
  private Optional<RoomFeed> feed = Optional.empty();

  /** What the first message follows that this server appended while the head was not known. */
  private Optional<Position> beforeAppended = Optional.empty();

  /** The newest message that this server has acknowledged; {@link #NONE} after a break. */
  private Position acknowledged = NONE;

  private long pending;
  private boolean reading;
  private boolean ended;

  /** When the last hint came, by {@link System#nanoTime}. */
  private long lastHint = System.nanoTime();

  /** The subscription to the room's hints; empty where there is none. */
  private Optional<HintSource> source = Optional.empty();

  FeedRoom(RoomKeys keys, Shared shared, Dispatcher dispatcher) {
    this.keys = keys;
    this.shared = shared;
    this.dispatcher = dispatcher;
  }

  RoomKeys keys() {
    return keys;
  }

  RoomName room() {
    return keys.room();
  }

  /** Completes with the first head, or fails where it cannot be read. */
  CompletableFuture<Position> started() {
    return started;
  }

  /** Begins after the head, or before what was appended here, and reads what was stored since. */
  void start(Position head) {
    synchronized (this) {
      RoomFeed first = new RoomFeed(beforeAppended.filter(from -> !head.isUpTo(from)).orElse(head));
      first.miss();
      feed = Optional.of(first);
    }
    started.complete(head);
    advance();
  }

  /**
   * Takes the position of a message of this server as soon as Redis has answered. An append may
   * overtake the read of the head that the first listener waits for, but its answer does not come
   * later.
   */
  synchronized void appended(Position position) {
    if (feed.isEmpty() && beforeAppended.isEmpty()) {
      beforeAppended = Optional.of(new Position(position.epoch(), position.offset() - 1));
    }
  }

  /** Ends it: nothing more is handed over. */
  synchronized void end() {
    ended = true;
  }

  /** Takes a payload of the room's channel. */
  void published(byte[] payload) {
    Optional<HintExtent> extent = HintExtent.parse(payload);
    if (extent.isEmpty()) {
      unreadable(payload);
    } else if (isWanted(extent.get(), payload.length)) {
      Hint.parse(payload).ifPresentOrElse(hint -> take(hint.messages()), this::malformed);
    }
  }

  private void malformed() {
    shared.statistics().malformed();
  }

  /** A payload of another version is no message, but says that there is one. */
  private void unreadable(byte[] payload) {
    if (Hint.isOfOtherVersion(payload)) {
      miss();
    } else {
      malformed();
    }
  }

  private synchronized boolean isWanted(HintExtent extent, int bytes) {
    lastHint = System.nanoTime();
    boolean news = feed.filter(now -> now.isNews(extent.first(), extent.count())).isPresent();
    return news && fits(bytes);
  }

  /** Whether a payload may be taken; if not, it is to be read from the stream later. */
  private boolean fits(long bytes) {
    boolean fits = shared.budget().fits(pending, bytes);
    if (!fits) {
      feed.ifPresent(RoomFeed::miss);
      shared.statistics().overflowed();
    }
    return fits;
  }

  /** Takes messages that this server has stored, before their senders are answered. */
  void stored(List<StoredMessage> messages) {
    synchronized (this) {
      acknowledged = messages.get(messages.size() - 1).position();
      long bytes = messages.stream().mapToLong(each -> each.message().heapSize()).sum();
      if (feed.isEmpty() || !fits(bytes)) {
        return;
      }
    }
    take(messages);
  }

  private void take(List<StoredMessage> messages) {
    synchronized (this) {
      feed.ifPresent(now -> now.hint(messages));
      handOver();
    }
    advance();
  }

  /** Reads the stream, for something may have been missed. */
  void miss() {
    synchronized (this) {
      feed.ifPresent(RoomFeed::miss);
    }
    advance();
  }

  /** Compares the feed with what Redis says is the log's head. */
  void compare(Position head) {
    synchronized (this) {
      feed.ifPresent(now -> now.compare(head));
    }
    advance();
  }

  /** Hands over what is next, in order: hence under the lock. The dispatcher does not block. */
  private void handOver() {
    for (FeedEvent event : feed.map(RoomFeed::take).orElse(List.of())) {
      if (event instanceof FeedEvent.Broken broken) {
        broke(broken);
      }
      FeedDelivery delivery = FeedDelivery.of(room(), event, this::handedOver);
      pending += delivery.cost();
      shared.budget().take(delivery.cost());
      dispatcher.dispatch(delivery);
    }
  }

  private void broke(FeedEvent.Broken broken) {
    acknowledged = NONE;
    if (broken.isLoss()) {
      shared.statistics().gapTold();
    }
  }

  private void handedOver(long cost) {
    shared.budget().free(cost);
    synchronized (this) {
      pending -= cost;
    }
    advance();
  }

  /** Reads the next page where one is due. Called after each change, and again after a failure. */
  void advance() {
    Optional<Position> after = nextRead();
    if (after.isPresent()) {
      shared
          .log()
          .page(room(), after.get(), PAGE)
          .whenComplete((page, failure) -> read(Optional.ofNullable(page)));
    }
  }

  private synchronized Optional<Position> nextRead() {
    boolean due = feed.filter(RoomFeed::isBehind).isPresent();
    if (!due || reading || ended || !shared.budget().isLow(pending)) {
      return Optional.empty();
    }
    reading = true;
    return feed.map(RoomFeed::read);
  }

  /** Takes a page; where there is none, the next check reads again. */
  private void read(Optional<FeedPage> page) {
    synchronized (this) {
      reading = false;
      feed.ifPresent(now -> page.ifPresentOrElse(read -> take(now, read), now::miss));
    }
    if (page.isPresent()) {
      advance();
    }
  }

  private void take(RoomFeed now, FeedPage page) {
    Position before = now.position();
    now.page(page);
    if (!now.position().equals(before)) {
      shared.statistics().holeRead();
    }
    handOver();
  }

  /** Returns the newest message that is acknowledged here and not handed over yet. */
  synchronized Position newestPending() {
    Position dispatched = dispatcher.newestPending(room());
    boolean told = feed.filter(now -> acknowledged.isUpTo(now.position())).isPresent();
    return told || acknowledged.equals(NONE) ? dispatched : acknowledged;
  }

  /** Whether no hint came for a while, so that the head is to be checked. */
  synchronized boolean isSilent(Duration time) {
    return System.nanoTime() - lastHint > time.toNanos();
  }

  /**
   * Begins a subscription at a shard.
   *
   * @return the new subscription; empty where there is one, or the room has no listener any more
   */
  synchronized Optional<HintSource> subscribeAt(Shard shard) {
    if (ended || source.filter(known -> known.shard() == shard).isPresent()) {
      return Optional.empty();
    }
    source = Optional.of(new HintSource(shard));
    return source;
  }

  synchronized Optional<HintSource> source() {
    return source;
  }

  /** Forgets a subscription that has ended; does nothing where another has begun. */
  synchronized void forget(HintSource ended) {
    source = source.filter(known -> known != ended);
  }
}
