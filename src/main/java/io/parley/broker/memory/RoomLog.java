package io.parley.broker.memory;

import io.parley.broker.Delivery;
import io.parley.broker.Dispatcher;
import io.parley.broker.PageBuilder;
import io.parley.broker.PendingLimit;
import io.parley.chat.BusyException;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The log of one room. Its dispatcher delivers the messages, outside the lock. Undelivered messages
 * are bounded by the log's own limits: beyond them an append fails as busy. Thread-safe.
 */
final class RoomLog {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RoomName room;
  private final String epoch;
  private final MemoryLimits memoryLimits;
  private final AtomicLong total;
  private final Dispatcher dispatcher;

  /** The newest messages, which are not delivered yet. */
  private final PendingLimit pending;

  // Guarded by this.
  private final ArrayDeque<StoredMessage> messages = new ArrayDeque<>();

  /** Positions by message id, of all messages. */
  private final Map<String, Position> known = new HashMap<>();

  private long bytes;
  private long head;
  private boolean retired;

  private final AtomicInteger subscriptions = new AtomicInteger();

  /** Whether the log counts as one with messages; set by {@link RoomLogs}. */
  private volatile boolean counted;

  /**
   * @param total the bytes of all rooms together
   */
  RoomLog(
      RoomName room,
      String epoch,
      MemoryLimits memoryLimits,
      AtomicLong total,
      Dispatcher dispatcher) {
    this.room = room;
    this.epoch = epoch;
    this.memoryLimits = memoryLimits;
    this.total = total;
    this.dispatcher = dispatcher;
    this.pending = new PendingLimit(memoryLimits.messages(), memoryLimits.bytes());
  }

  /** Returns a random seed, from which the epochs of new rooms are computed. */
  static long newSeed() {
    return RANDOM.nextLong();
  }

  /** Computes an epoch that differs by room and by seed. */
  static String epoch(long seed, RoomName room) {
    long mixed = seed;
    for (char c : room.value().toCharArray()) {
      mixed = (mixed ^ c) * 0x100000001b3L;
      mixed ^= mixed >>> 29;
    }
    return Long.toUnsignedString(mixed, Character.MAX_RADIX);
  }

  boolean isCounted() {
    return counted;
  }

  void count() {
    counted = true;
  }

  /** Returns the bytes of the delivered messages, which can be dropped. */
  synchronized long deliveredBytes() {
    return bytes - pending.bytes();
  }

  /** Returns the bytes of the messages that are not delivered yet. */
  long pendingBytes() {
    return pending.bytes();
  }

  BusyException busy() {
    return pending.busy();
  }

  /** Appends a message; empty where the log is retired. */
  synchronized Optional<CompletionStage<Position>> append(Message message) {
    if (retired) {
      return Optional.empty();
    }
    Optional<Position> first = Optional.ofNullable(known.get(message.id()));
    if (first.isPresent()) {
      return first.map(CompletableFuture::completedFuture);
    }
    if (!isSubscribed() && pending.count() == 0) {
      return Optional.of(CompletableFuture.completedFuture(store(message).position()));
    }
    if (!pending.take(cost(message))) {
      return Optional.of(CompletableFuture.failedFuture(busy()));
    }
    MemoryDelivery delivery = new MemoryDelivery(store(message));
    dispatcher.dispatch(delivery);
    return Optional.of(delivery.stage);
  }

  /** A stored message on its way to the listeners. */
  private final class MemoryDelivery implements Delivery {
    private final CompletableFuture<Position> stage = new CompletableFuture<>();
    private final StoredMessage storedMessage;

    MemoryDelivery(StoredMessage storedMessage) {
      this.storedMessage = storedMessage;
    }

    @Override
    public RoomName room() {
      return room;
    }

    @Override
    public void answer() {
      stage.complete(storedMessage.position());
    }

    @Override
    public Optional<StoredMessage> news() {
      return Optional.of(storedMessage);
    }

    @Override
    public void done() {
      pending.free(cost(storedMessage));
      trim();
    }
  }

  synchronized Position head() {
    return new Position(epoch, head);
  }

  synchronized HistoryPage read(Position after, int limit) {
    PageBuilder page = PageBuilder.after(after, range(), limit);
    return page.takeAll(messages.stream().skip(page.start() - oldest()).iterator()).build();
  }

  synchronized HistoryPage history(Position before, int limit) {
    PageBuilder page = PageBuilder.before(before, range(), limit);
    return page.takeAll(newestFirst().skip(head - page.start()).iterator()).build();
  }

  private PageBuilder.Log range() {
    return new PageBuilder.Log(epoch, oldest(), head);
  }

  /** Counts a subscription that begins. */
  void subscribed() {
    subscriptions.incrementAndGet();
  }

  /** Counts a subscription that has ended. */
  void unsubscribed() {
    subscriptions.decrementAndGet();
  }

  boolean isSubscribed() {
    return subscriptions.get() > 0;
  }

  /** Drops all messages; later appends are refused. Those that are on their way are delivered. */
  synchronized void retire() {
    retired = true;
    total.addAndGet(-bytes);
    messages.clear();
    known.clear();
    bytes = 0;
  }

  /** Refuses later appends, and tells those that wait for space. */
  void close() {
    synchronized (this) {
      retired = true;
    }
    pending.close();
  }

  /**
   * Drops the oldest delivered messages until so many bytes are freed; keeps at least the newest.
   */
  synchronized void shed(long excess) {
    long goal = bytes - excess;
    while (delivered() > 0 && messages.size() > 1 && bytes > goal) {
      forgetOldest();
    }
  }

  private int delivered() {
    return messages.size() - pending.count();
  }

  private long oldest() {
    return head - messages.size() + 1;
  }

  private Stream<StoredMessage> newestFirst() {
    return StreamSupport.stream(
        ((Iterable<StoredMessage>) messages::descendingIterator).spliterator(), false);
  }

  private StoredMessage store(Message message) {
    StoredMessage storedMessage = new StoredMessage(new Position(epoch, ++head), message);
    messages.add(storedMessage);
    if (!message.id().isEmpty()) {
      known.put(message.id(), storedMessage.position());
    }
    bytes += cost(storedMessage);
    total.addAndGet(cost(storedMessage));
    trim();
    return storedMessage;
  }

  /** Drops the oldest delivered messages beyond the room's limits; keeps at least the newest. */
  private synchronized void trim() {
    while (delivered() > 0
        && (messages.size() > memoryLimits.messages() || bytes > memoryLimits.bytes())) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    StoredMessage oldest = messages.remove();
    known.remove(oldest.message().id());
    long cost = cost(oldest);
    bytes -= cost;
    total.addAndGet(-cost);
  }

  private static long cost(StoredMessage storedMessage) {
    return cost(storedMessage.message());
  }

  /** Returns the bytes that a message counts. */
  static long cost(Message message) {
    // Ids and names are short, of characters that may take two bytes, and the index holds the id.
    return message.payload().size()
        + message.metadataHeapSize()
        + 2L * (message.id().length() + message.name().length())
        + MemoryLimits.OVERHEAD;
  }
}
