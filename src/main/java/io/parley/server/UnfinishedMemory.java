package io.parley.server;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Counts the memory of a connection's unfinished message against the memory that the application
 * grants to all connections. Thread-safe.
 */
final class UnfinishedMemory {
  /** Bytes that one byte may become: a character beyond Latin-1 takes two. */
  private static final int GROWTH = 2;

  private final Function<LongConsumer, Optional<LongConsumer>> accounts;
  private final Runnable evicted;

  // Guarded by this.
  private Optional<LongConsumer> account = Optional.empty();
  private long received;
  private long inflated;
  private long counted;
  private boolean over;

  /**
   * @param accounts opens an account with an eviction callback; empty while memory is not counted
   * @param evicted ends the connection; called on any thread, and must not block
   */
  UnfinishedMemory(Function<LongConsumer, Optional<LongConsumer>> accounts, Runnable evicted) {
    this.accounts = accounts;
    this.evicted = evicted;
  }

  /**
   * Sets how many bytes of the message have arrived.
   *
   * @param bytes as they were sent; 0 where no message has begun
   */
  void received(long bytes) {
    synchronized (this) {
      received = bytes;
      inflated = bytes == 0 ? 0 : inflated;
      if (isCounted()) {
        return;
      }
    }
    count();
  }

  /**
   * A frame was inflated.
   *
   * @param last whether the message ends with it
   */
  void inflated(long bytes, boolean last) {
    synchronized (this) {
      inflated = last ? 0 : inflated + bytes;
      if (isCounted()) {
        return;
      }
    }
    count();
  }

  /** Closes the account. Idempotent. */
  void close() {
    Optional<LongConsumer> open;
    synchronized (this) {
      over = true;
      open = account;
      account = Optional.empty();
    }
    open.ifPresent(change -> settle(change, true));
  }

  private boolean isCounted() {
    return over || GROWTH * Math.max(received, inflated) == counted;
  }

  /** Updates the account outside the lock, because the update may evict this very connection. */
  private void count() {
    Optional<LongConsumer> open;
    synchronized (this) {
      account = account.or(() -> accounts.apply(held -> evict()));
      open = account;
    }
    open.ifPresent(change -> settle(change, false));
  }

  private void settle(LongConsumer change, boolean end) {
    long difference;
    synchronized (this) {
      long now = over ? 0 : GROWTH * Math.max(received, inflated);
      difference = now - counted;
      counted = now;
    }
    change.accept(difference);
    if (end) {
      change.accept(Long.MIN_VALUE);
    }
  }

  private void evict() {
    close();
    evicted.run();
  }
}
