package io.parley.broker.memory;

import io.parley.broker.PageBuilder;
import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The log of one room.
 *
 * <p>One appending thread at a time delivers, outside the lock, its own messages and those that
 * others append meanwhile. So the order holds, no thread holds the lock during a fan-out, and a
 * listener may append. Undelivered messages are bounded by the log's own limits: beyond them an
 * appending thread waits, which makes its connection stop reading. Thread-safe.
 */
final class RoomLog {
  /** How long an append waits for slow listeners before it fails. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Messages after which the delivering thread hands over to a waiting one. Without it, a busy room
   * could hold one member's thread for ever, and that member would seem silent.
   */
  private static final int STINT = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String epoch;
  private final MemoryLimits memoryLimits;
  private final AtomicLong total;
  private final List<Subscriber> listeners = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private final ArrayDeque<StoredMessage> kept = new ArrayDeque<>();
  private final ArrayDeque<StoredMessage> due = new ArrayDeque<>();

  /** Positions by message id, of all kept and undelivered messages. */
  private final Map<String, Position> known = new HashMap<>();

  private long keptBytes;
  private long dueBytes;
  private long head;
  private Thread handing;
  private int handed;
  private int waiting;
  private boolean retired;

  /** Whether the log counts as one with messages; set by {@link RoomLogs}. */
  private volatile boolean counted;

  RoomLog(String epoch, MemoryLimits memoryLimits, AtomicLong total) {
    this.epoch = epoch;
    this.memoryLimits = memoryLimits;
    this.total = total;
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

  /** Returns the bytes of the delivered messages. */
  synchronized long bytes() {
    return keptBytes;
  }

  /** Appends a message; empty where the log is retired and the room needs a new one. */
  Optional<CompletionStage<Position>> append(Message message) {
    Position position;
    boolean mine;
    synchronized (this) {
      boolean space = awaitSpace();
      if (retired) {
        return Optional.empty();
      }
      if (!space) {
        return Optional.of(CompletableFuture.failedFuture(new TimeoutException("room too busy")));
      }
      Position first = known.get(message.id());
      if (first != null) {
        return Optional.of(CompletableFuture.completedFuture(first));
      }
      position = store(message);
      mine = handing == null;
      if (mine) {
        handing = Thread.currentThread();
        handed = 0;
      }
    }
    if (mine) {
      handOver();
    }
    return Optional.of(CompletableFuture.completedFuture(position));
  }

  synchronized Position head() {
    return new Position(epoch, head);
  }

  synchronized HistoryPage read(Position after, int limit) {
    PageBuilder page = PageBuilder.after(after, range(), limit);
    return page.takeAll(log().skip(page.start() - oldest()).iterator()).build();
  }

  synchronized HistoryPage history(Position before, int limit) {
    PageBuilder page = PageBuilder.before(before, range(), limit);
    return page.takeAll(newestFirst().skip(head - page.start()).iterator()).build();
  }

  private PageBuilder.Log range() {
    return new PageBuilder.Log(epoch, oldest(), head);
  }

  synchronized Subscriber add(Broker.Listener listener) {
    Subscriber subscriber = new Subscriber(listener, head());
    listeners.add(subscriber);
    return subscriber;
  }

  boolean remove(Subscriber subscriber) {
    return listeners.remove(subscriber);
  }

  boolean idle() {
    return listeners.isEmpty();
  }

  /** Drops all messages; later appends are refused. */
  synchronized void retire() {
    retired = true;
    total.addAndGet(-keptBytes - dueBytes);
    kept.clear();
    due.clear();
    known.clear();
    keptBytes = 0;
    dueBytes = 0;
    notifyAll();
  }

  /**
   * Drops the oldest delivered messages until so many bytes are freed; keeps at least the newest.
   */
  synchronized void shed(long bytes) {
    long goal = keptBytes - bytes;
    while (kept.size() > 1 && keptBytes > goal) {
      forgetOldest();
    }
  }

  private long oldest() {
    return head - kept.size() - due.size() + 1;
  }

  private Stream<StoredMessage> log() {
    return Stream.concat(kept.stream(), due.stream());
  }

  private Stream<StoredMessage> newestFirst() {
    return Stream.concat(newestFirst(due), newestFirst(kept));
  }

  private static Stream<StoredMessage> newestFirst(ArrayDeque<StoredMessage> messages) {
    return StreamSupport.stream(
        ((Iterable<StoredMessage>) messages::descendingIterator).spliterator(), false);
  }

  private boolean awaitSpace() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    waiting++;
    try {
      while (mustWait() && System.nanoTime() < deadline) {
        try {
          wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      waiting--;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return !mustWait();
  }

  private boolean mustWait() {
    return !retired
        && handing != null
        && handing != Thread.currentThread()
        && (due.size() >= memoryLimits.messages() || dueBytes >= memoryLimits.bytes());
  }

  private Position store(Message message) {
    StoredMessage storedMessage = new StoredMessage(new Position(epoch, ++head), message);
    due.add(storedMessage);
    if (!message.id().isEmpty()) {
      known.put(message.id(), storedMessage.position());
    }
    dueBytes += cost(storedMessage);
    total.addAndGet(cost(storedMessage));
    return storedMessage.position();
  }

  private void handOver() {
    for (Optional<StoredMessage> next = next(); next.isPresent(); next = next()) {
      for (Subscriber subscriber : listeners) {
        subscriber.hear(next.get());
      }
    }
  }

  private synchronized Optional<StoredMessage> next() {
    if (waiting > 0) {
      notifyAll();
    }
    if (due.isEmpty() || (waiting > 0 && handed >= STINT)) {
      handing = null;
      return Optional.empty();
    }
    handed++;
    StoredMessage next = due.poll();
    dueBytes -= cost(next);
    keep(next);
    return Optional.of(next);
  }

  private void keep(StoredMessage storedMessage) {
    kept.add(storedMessage);
    keptBytes += cost(storedMessage);
    while (kept.size() + due.size() > memoryLimits.messages()
        || keptBytes + dueBytes > memoryLimits.bytes()) {
      if (kept.isEmpty()) {
        return;
      }
      forgetOldest();
    }
  }

  private void forgetOldest() {
    StoredMessage oldest = kept.poll();
    known.remove(oldest.message().id());
    long cost = cost(oldest);
    keptBytes -= cost;
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
