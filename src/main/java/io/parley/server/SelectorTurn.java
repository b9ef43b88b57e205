package io.parley.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Tells whether a selector's thread may read a connection itself. It may for a short time after
 * each select; then its connections take their turn on other threads ({@link ReadGate}), because
 * those that are selected wait for one another.
 */
final class SelectorTurn {
  /** Nanoseconds after a select. */
  private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(5);

  private static final ThreadLocal<SelectorTurn> TURNS = ThreadLocal.withInitial(SelectorTurn::new);

  /** Connections that a thread accepts after each select; more are accepted after the next. */
  private static final int MOST_ACCEPTED = 16;

  private long end = System.nanoTime();
  private int accepted;

  /** The selector of the connection that this thread closes. */
  private Optional<Timed> closing = Optional.empty();

  private SelectorTurn() {}

  /**
   * Whether this thread has selected a moment ago.
   *
   * @param now nanoseconds of the monotonic clock
   */
  static boolean includes(long now) {
    return now - TURNS.get().end < 0;
  }

  /** Whether this thread may accept one more connection in this turn; counts it. */
  static boolean mayAccept() {
    SelectorTurn turn = TURNS.get();
    turn.accepted++;
    return turn.accepted <= MOST_ACCEPTED;
  }

  /**
   * Closes a connection none of whose callbacks blocks: what {@link #deferClose} gets meanwhile is
   * run by its selector's thread.
   */
  static void close(ManagedSelector selector, Runnable close) {
    SelectorTurn turn = TURNS.get();
    Optional<Timed> outer = turn.closing;
    turn.closing = selector instanceof Timed timed ? Optional.of(timed) : Optional.empty();
    try {
      close.run();
    } finally {
      turn.closing = outer;
    }
  }

  /** Whether the selector's thread runs the end of a close; false where it is not stated how. */
  static boolean deferClose(Runnable end) {
    Optional<Timed> selector = TURNS.get().closing.filter(ManagedSelector::isRunning);
    selector.ifPresent(timed -> timed.submit(new End(end)));
    return selector.isPresent();
  }

  /** The end of a close. It runs even if the selector has stopped. */
  private record End(Runnable task) implements ManagedSelector.SelectorUpdate, Closeable {
    @Override
    public void update(Selector selector) {
      task.run();
    }

    @Override
    public void close() {
      task.run();
    }
  }

  private void begin() {
    end = System.nanoTime() + LENGTH;
    accepted = 0;
  }

  /** What the connections of a selector answer in a turn; empty where it has no turns. */
  static Optional<WriteBatch> batch(ManagedSelector selector) {
    return selector instanceof Timed timed ? Optional.of(timed.batch) : Optional.empty();
  }

  /** A selector that begins a turn at each select. */
  static final class Timed extends ManagedSelector {
    /** The thread that has selected last; null before the first. */
    private volatile Thread last;

    private final WriteBatch batch = new WriteBatch(System::nanoTime);

    Timed(SelectorManager manager, int id) {
      super(manager, id);
    }

    /** Registers at once, without waking the selector up, what its own thread accepts. */
    @Override
    public void submit(SelectorUpdate update) {
      if (update instanceof Runnable && Thread.currentThread() == last) {
        update.update(getSelector());
      } else {
        super.submit(update);
      }
    }

    @Override
    protected int select(Selector selector) throws IOException {
      batch.flush();
      int selected = super.select(selector);
      last = Thread.currentThread();
      TURNS.get().begin();
      batch.open();
      return selected;
    }
  }
}
