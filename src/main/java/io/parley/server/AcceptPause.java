package io.parley.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Pauses the accepting of connections where selectors accept them, without blocking a selector's
 * thread. Meanwhile new connections wait in the kernel's queue.
 */
final class AcceptPause {
  /** Milliseconds until it is checked again whether another connection may be accepted. */
  private static final long SHORT = 1;

  /** Milliseconds after a failure; the process may have no descriptor left. */
  private static final long AFTER_FAILURE = 1_000;

  private static final Logger LOG = System.getLogger("io.parley.server");

  private final SelectorManager selectors;

  AcceptPause(SelectorManager selectors) {
    this.selectors = selectors;
  }

  /**
   * Pauses because there are too many connections for the moment. Called by a selector's thread.
   */
  void shortly(SelectableChannel server) {
    pause(server, SHORT);
  }

  /** Pauses after a failure. Called by a selector's thread. */
  void failed(SelectableChannel server, IOException cause) {
    LOG.log(Level.WARNING, () -> "no connection is accepted for 1 s: " + FailureText.of(cause));
    pause(server, AFTER_FAILURE);
  }

  private void pause(SelectableChannel server, long time) {
    for (ManagedSelector each : selectors.getBeans(ManagedSelector.class)) {
      Optional.ofNullable(each.getSelector())
          .map(server::keyFor)
          .filter(SelectionKey::isValid)
          .ifPresent(key -> pause(each, key, time));
    }
  }

  private void pause(ManagedSelector selector, SelectionKey key, long time) {
    key.interestOps(0);
    selectors
        .getScheduler()
        .schedule(() -> selector.submit(now -> accept(key)), time, TimeUnit.MILLISECONDS);
  }

  /** A key that was cancelled in the meantime stays so: the connector has been closed. */
  private static void accept(SelectionKey key) {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }
}
