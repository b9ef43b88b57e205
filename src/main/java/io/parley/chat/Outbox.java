package io.parley.chat;

/**
 * The messages that wait to be sent to one member.
 *
 * <p>Payloads are sent in order, one at a time. The waiting bytes, the waiting messages and the
 * time of one send are bounded. A member that exceeds a bound is disconnected, so that it delays no
 * other member and fills no memory. Thread-safe.
 */
public interface Outbox {
  /**
   * Queues a payload; drops it where the member has been disconnected. Sends nothing, so it may be
   * called under a lock; {@link #flush} must follow. Never blocks, never throws.
   */
  void queue(Payload payload);

  /** Sends what is queued, unless a send is in flight. Not to be called under a lock. */
  void flush();

  /** Whether the connection has not taken all that was queued. Takes no lock. */
  default boolean isBehind() {
    return false;
  }

  /**
   * Runs a task once the connection has taken all that was queued before; at once where it has. A
   * task that waits is dropped where the member is disconnected. It must not block. Not to be
   * called under a lock.
   */
  default void whenTaken(Runnable task) {
    task.run();
  }

  /** Queues a payload and flushes. */
  default void send(Payload payload) {
    queue(payload);
    flush();
  }
}
