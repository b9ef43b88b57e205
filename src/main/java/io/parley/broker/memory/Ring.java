package io.parley.broker.memory;

import io.parley.broker.Listening;
import io.parley.broker.Stretch;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The log of one room.
 *
 * <p>One appending thread at a time hands over, outside the lock, also what others appended
 * meanwhile; so the order holds, nobody waits for a lock during a fan-out, and a listener may
 * append. What is due is bounded by the ring's own limits: beyond them an appending thread waits,
 * which makes its connection stop reading.
 */
final class Ring {
  /** How long an append waits for slow listeners before it fails. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Messages after which the thread that hands over gives way to one that waits. Without it, a busy
   * room could hold one member's thread for ever, and that member would seem to have fallen silent.
   */
  private static final int STINT = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String epoch;
  private final Limits limits;
  private final AtomicLong total;
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private final ArrayDeque<Committed> kept = new ArrayDeque<>();
  private final ArrayDeque<Committed> due = new ArrayDeque<>();

  /** Positions by message id, of what is kept or due. */
  private final Map<String, Position> known = new HashMap<>();

  private long keptBytes;
  private long dueBytes;
  private long head;
  private Thread handing;
  private int handed;
  private int waiting;
  private boolean retired;

  /** Whether it is among the rooms with messages; written by whoever counts them. */
  private volatile boolean counted;

  Ring(String epoch, Limits limits, AtomicLong total) {
    this.epoch = epoch;
    this.limits = limits;
    this.total = total;
  }

  /** From which the epochs of rooms that begin follow. */
  static long newSeed() {
    return RANDOM.nextLong();
  }

  /** Another for each room and each seed. */
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

  /** Of what was handed over. */
  synchronized long bytes() {
    return keptBytes;
  }

  /** Empty where the ring is retired and its room has, or needs, another. */
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

  synchronized Replay read(Position after, int limit) {
    long oldest = oldest();
    boolean known = after.epoch().equals(epoch) && after.offset() <= head;
    boolean gap = !known || after.offset() < oldest - 1;
    long from = gap ? oldest : after.offset() + 1;
    List<Committed> messages = stretch(log().skip(from - oldest).iterator(), limit);
    return new Replay(gap, messages, from + messages.size() <= head);
  }

  synchronized Replay history(Position before, int limit) {
    long oldest = oldest();
    boolean gap = !before.epoch().equals(epoch) || before.offset() > head + 1;
    long end = gap ? head + 1 : Math.max(before.offset(), oldest);
    List<Committed> messages =
        stretch(newestFirst().filter(c -> c.position().offset() < end).iterator(), limit);
    Collections.reverse(messages);
    return new Replay(gap, messages, end - messages.size() > oldest);
  }

  synchronized Listening add(Consumer<Committed> listener) {
    Listening listening = new Listening(listener, head());
    listeners.add(listening);
    return listening;
  }

  boolean remove(Listening listening) {
    return listeners.remove(listening);
  }

  boolean idle() {
    return listeners.isEmpty();
  }

  /** Lets go of everything; nothing can be appended any more. */
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

  /** Forgets the oldest messages that were handed over, but the newest, for so many bytes. */
  synchronized void shed(long bytes) {
    long goal = keptBytes - bytes;
    while (kept.size() > 1 && keptBytes > goal) {
      forgetOldest();
    }
  }

  private long oldest() {
    return head - kept.size() - due.size() + 1;
  }

  private static List<Committed> stretch(Iterator<Committed> log, int limit) {
    Stretch stretch = new Stretch(limit);
    boolean goesOn = true;
    while (goesOn && !stretch.full() && log.hasNext()) {
      goesOn = stretch.take(log.next());
    }
    return stretch.messages();
  }

  private Stream<Committed> log() {
    return Stream.concat(kept.stream(), due.stream());
  }

  private Stream<Committed> newestFirst() {
    return Stream.concat(newestFirst(due), newestFirst(kept));
  }

  private static Stream<Committed> newestFirst(ArrayDeque<Committed> messages) {
    return StreamSupport.stream(
        ((Iterable<Committed>) messages::descendingIterator).spliterator(), false);
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
        && (due.size() >= limits.messages() || dueBytes >= limits.bytes());
  }

  private Position store(Message message) {
    Committed committed = new Committed(new Position(epoch, ++head), message);
    due.add(committed);
    if (!message.id().isEmpty()) {
      known.put(message.id(), committed.position());
    }
    dueBytes += cost(committed);
    total.addAndGet(cost(committed));
    return committed.position();
  }

  private void handOver() {
    for (Optional<Committed> next = next(); next.isPresent(); next = next()) {
      for (Listening listening : listeners) {
        listening.hear(next.get());
      }
    }
  }

  private synchronized Optional<Committed> next() {
    if (waiting > 0) {
      notifyAll();
    }
    if (due.isEmpty() || (waiting > 0 && handed >= STINT)) {
      handing = null;
      return Optional.empty();
    }
    handed++;
    Committed next = due.poll();
    dueBytes -= cost(next);
    keep(next);
    return Optional.of(next);
  }

  private void keep(Committed committed) {
    kept.add(committed);
    keptBytes += cost(committed);
    while (kept.size() + due.size() > limits.messages() || keptBytes + dueBytes > limits.bytes()) {
      if (kept.isEmpty()) {
        return;
      }
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Committed oldest = kept.poll();
    known.remove(oldest.message().id());
    long cost = cost(oldest);
    keptBytes -= cost;
    total.addAndGet(-cost);
  }

  private static long cost(Committed committed) {
    return cost(committed.message());
  }

  /** What a message counts, in bytes. */
  static long cost(Message message) {
    // Ids and names are short, of characters that may take two bytes, and the index holds the id.
    return message.payload().size()
        + 2L * (message.id().length() + message.name().length())
        + Limits.OVERHEAD;
  }
}
