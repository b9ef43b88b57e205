package io.parley.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides who is read next where more connections have something to say than processors can read:
 * one of the address that has used least, and of that address the one that has. So whoever sends
 * little is read at once, whatever others send. Requests and WebSockets do not wait for one
 * another: each kind has half of the places. Thread-safe.
 */
final class ReadGate {
  /** Those of a kind that read at once, for each processor. */
  private static final int PER_PROCESSOR = 1;

  /** Nanoseconds after which one that reads is taken for one that waits for something else. */
  private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(20);

  private final Executor executor;
  private final LongSupplier clock;

  private final Map<Kind, Places> all = new EnumMap<>(Kind.class);

  /** What is read. */
  enum Kind {
    REQUEST,
    WEB_SOCKET
  }

  /** Who is read. */
  interface Peer {
    Kind kind();

    /** What all connections of its address use. */
    ProcessorUsage ofAddress();

    ProcessorUsage own();
  }

  ReadGate(Executor executor) {
    this(executor, PER_PROCESSOR * Runtime.getRuntime().availableProcessors(), System::nanoTime);
  }

  /**
   * @param executor runs those that had to wait
   * @param places how many of a kind read at once
   * @param clock nanoseconds
   */
  ReadGate(Executor executor, int places, LongSupplier clock) {
    this.executor = executor;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      all.put(kind, new Places(places));
    }
  }

  /** Reads now on this thread, or when its turn comes on another one. */
  void enter(Peer peer, Runnable read) {
    Places places = all.get(peer.kind());
    if (places.admit(peer, read)) {
      places.run(read);
    }
  }

  /** Reads when its turn comes, on another thread. */
  void submit(Peer peer, Runnable read) {
    all.get(peer.kind()).submit(peer, read);
  }

  /** Lets another one in where all that read seem to wait; to be called now and then. */
  void relieve() {
    all.values().forEach(Places::relieve);
  }

  /** Whether others of its kind wait to be read. */
  boolean isCrowded(Kind kind) {
    return all.get(kind).crowded;
  }

  /** Those of a kind. */
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

    private void next() {
      while (reading < most && !queue.isEmpty()) {
        start(queue.remove());
      }
      crowded = !queue.isEmpty();
    }

    private void start(Runnable read) {
      reading++;
      lastEntry = clock.getAsLong();
      executor.execute(() -> run(read));
    }

    synchronized void relieve() {
      if (!queue.isEmpty() && clock.getAsLong() - lastEntry > STUCK) {
        start(queue.remove());
        crowded = !queue.isEmpty();
      }
    }
  }
}
