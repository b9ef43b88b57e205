package io.parley.endpoint;

import java.util.concurrent.Semaphore;

/**
 * Limits the connections whose client's compression window is kept (RFC 7692 7.1.1.2), which bounds
 * their memory. Thread-safe.
 */
final class WindowQuota {
  /** Bytes of one window with its overhead, outside the heap. */
  static final long BYTES = 40_000;

  private final Semaphore free;

  WindowQuota(int most) {
    this.free = new Semaphore(most);
  }

  boolean hasRoom() {
    return free.availablePermits() > 0;
  }

  /** Returns false where none was free. */
  boolean take() {
    return free.tryAcquire();
  }

  void give() {
    free.release();
  }
}
