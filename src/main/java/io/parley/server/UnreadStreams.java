package io.parley.server;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;

/**
 * Counts what has arrived in the streams of one connection and is not read yet, against the memory
 * that the application grants to all connections. Thread-safe.
 */
final class UnreadStreams extends BufferingFlowControlStrategy {
  /** How much of a window has to be read before the peer is told. */
  private static final float PART = 0.5f;

  private final ReadPacer pacer;

  // Guarded by this.
  private Optional<LongConsumer> account = Optional.empty();
  private Runnable evicted = () -> {};
  private long unread;
  private boolean over;

  UnreadStreams(ReadPacer pacer) {
    super(PART);
    this.pacer = pacer;
  }

  static UnreadStreams of(Session session) {
    return (UnreadStreams) ((HTTP2Session) session).getFlowControlStrategy();
  }

  /**
   * Sets what closes the connection where it holds too much; called on any thread, and must not
   * block.
   */
  synchronized void evictedBy(Runnable close) {
    evicted = close;
  }

  @Override
  public void onDataReceived(Session session, Stream stream, int length) {
    super.onDataReceived(session, stream, length);
    change(length);
  }

  @Override
  public void onDataConsumed(Session session, Stream stream, int length) {
    super.onDataConsumed(session, stream, length);
    change(-length);
  }

  /** Changes the account outside the lock, because that may evict this very connection. */
  private void change(long bytes) {
    Optional<LongConsumer> open;
    synchronized (this) {
      if (over || bytes == 0) {
        return;
      }
      unread += bytes;
      account = account.or(() -> pacer.account(held -> evict()));
      open = account;
    }
    open.ifPresent(counted -> counted.accept(bytes));
  }

  /** Closes the account. Idempotent. */
  void close() {
    Optional<LongConsumer> open;
    long rest;
    synchronized (this) {
      over = true;
      open = account;
      rest = unread;
      account = Optional.empty();
      unread = 0;
    }
    open.ifPresent(
        counted -> {
          counted.accept(-rest);
          counted.accept(Long.MIN_VALUE);
        });
  }

  private void evict() {
    close();
    Runnable end;
    synchronized (this) {
      end = evicted;
    }
    end.run();
  }
}
