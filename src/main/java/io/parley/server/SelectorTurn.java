package io.parley.server;

import java.io.IOException;
import java.nio.channels.Selector;
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

  private long end = System.nanoTime();

  private SelectorTurn() {}

  /** Whether this thread has selected a moment ago. */
  static boolean isNow() {
    return System.nanoTime() - TURNS.get().end < 0;
  }

  private void begin() {
    end = System.nanoTime() + LENGTH;
  }

  /** A selector that begins a turn at each select. */
  static final class Timed extends ManagedSelector {
    Timed(SelectorManager manager, int id) {
      super(manager, id);
    }

    @Override
    protected int select(Selector selector) throws IOException {
      int selected = super.select(selector);
      TURNS.get().begin();
      return selected;
    }
  }
}
