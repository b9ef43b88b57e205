package io.parley.broker.redis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes that wait to be handed to listeners: of one room, so that its slow listeners
 * hold no memory without end, and of all rooms together. What does not fit stays in the stream.
 */
final class FeedBudget {
  /** Bytes of one room. */
  static final long ROOM = 1024 * 1024;

  /** Bytes of all rooms. */
  static final long ALL = 64 * 1024 * 1024;

  private final AtomicLong total = new AtomicLong();

  void take(long bytes) {
    total.addAndGet(bytes);
  }

  void free(long bytes) {
    total.addAndGet(-bytes);
  }

  /** Whether a payload may be taken where a room has so many bytes already. */
  boolean fits(long pending, long bytes) {
    return pending == 0 || (pending + bytes <= ROOM && total.get() + bytes <= ALL);
  }

  /** Whether a room has so few bytes left that its stream may be read again. */
  boolean isLow(long pending) {
    return pending == 0 || (pending <= ROOM / 2 && total.get() <= ALL);
  }
}
