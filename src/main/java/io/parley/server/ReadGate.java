package io.parley.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides which connection is read next when more have data than processors can read ({@link
 * TurnQueue}). Requests and WebSockets do not wait for one another: each kind has half of the
 * capacity. Thread-safe.
 */
final class ReadGate {
  /** Simultaneous reads of a kind, for each processor. */
  private static final int PER_PROCESSOR = 1;

  /** Nanoseconds after which a read is assumed to wait for something else. */
  private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(20);

  private final Executor executor;
  private final LongSupplier clock;

  private final Map<Kind, Places> all = new EnumMap<>(Kind.class);

  /** The kind of data that is read. */
  enum Kind {
    REQUEST,
    WEB_SOCKET
  }

  /** A connection that is read. */
  interface Peer {
    Kind kind();

    /** The usage of all connections of its address. */
    ProcessorUsage ofAddress();

    ProcessorUsage own();
  }

  ReadGate(Executor executor) {
    this(executor, PER_PROCESSOR * Runtime.getRuntime().availableProcessors(), System::nanoTime);
  }

  /**
   * @param executor runs the reads that had to wait
   * @param places the most simultaneous reads of a kind
   * @param clock nanoseconds
   */
  ReadGate(Executor executor, int places, LongSupplier clock) {
    this.executor = executor;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      all.put(kind, new Places(places));
    }
  }

  /** Reads now on this thread, or on another thread when its turn comes. */
  void enter(Peer peer, Runnable read) {
    Places places = all.get(peer.kind());
    if (places.admit(peer, read)) {
      places.run(read);
    }
  }

  /** Reads on another thread when its turn comes. */
  void submit(Peer peer, Runnable read) {
    all.get(peer.kind()).submit(peer, read);
  }

  /** Admits one more read where all current reads seem to wait; to be called periodically. */
  void admitOneMore() {
    all.values().forEach(Places::admitOneMore);
  }

  /** Whether other connections of its kind wait to be read. */
  boolean hasWaiting(Kind kind) {
    return all.get(kind).crowded;
  }

  /** The bounded set of simultaneous reads of one kind, and its queue. */
  private final class Places {
    private final int most;

    // Guarded by this.
    private final TurnQueue queue = new TurnQueue();
    private int reading;
    private long lastEntry = clock.getAsLong();
    private volatile boolean crowded;

    Places(int most) {
      this.most = most;
    }

    synchronized boolean admit(Peer peer, Runnable read) {
      if (reading < most) {
        reading++;
        lastEntry = clock.getAsLong();
        return true;
      }
      submit(peer, read);
      return false;
    }

    synchronized void submit(Peer peer, Runnable read) {
      queue.add(peer.ofAddress(), peer.own(), read);
      next();
    }

    void run(Runnable read) {
      try {
        read.run();
      } finally {
        leave();
      }
    }

    private synchronized void leave() {
      reading--;
      next();
    }

    /** Goes on with those that wait: to hand each to another thread costs more than its read. */
    private void runAll(Runnable first) {
      Optional<Runnable> next = Optional.of(first);
      try {
        while (next.isPresent()) {
          next.get().run();
          next = goOn();
        }
      } finally {
        if (next.isPresent()) {
          leave(); // The read failed.
        }
      }
    }

    private synchronized Optional<Runnable> goOn() {
      if (reading > most || queue.isEmpty()) {
        leave();
        return Optional.empty();
      }
      lastEntry = clock.getAsLong();
      Optional<Runnable> next = Optional.of(queue.remove());
      crowded = !queue.isEmpty();
      return next;
    }

    private void next() {
      while (reading < most && !queue.isEmpty()) {
        start(queue.remove());
      }
      crowded = !queue.isEmpty();
    }

    private void start(Runnable read) {
      reading++;
      lastEntry = clock.getAsLong();
      executor.execute(() -> runAll(read));
    }

    synchronized void admitOneMore() {
      if (!queue.isEmpty() && clock.getAsLong() - lastEntry > STUCK) {
        start(queue.remove());
        crowded = !queue.isEmpty();
      }
    }
  }
}
