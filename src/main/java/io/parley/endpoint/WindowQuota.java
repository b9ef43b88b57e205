package io.parley.endpoint;

import java.util.concurrent.Semaphore;

/**
 * Counts the connections whose client's compression window is kept (RFC 7692 7.1.1.2), so that
 * their memory is bounded. Thread-safe.
 */
final class WindowQuota {
  /** Of one window, with all that belongs to it; outside the heap. */
  static final long BYTES = 40_000;

  private final Semaphore free;

  WindowQuota(int most) {
    this.free = new Semaphore(most);
  }

  boolean hasRoom() {
    return free.availablePermits() > 0;
  }

  /** False where none was free. */
  boolean take() {
    return free.tryAcquire();
  }

  void give() {
    free.release();
  }
}
