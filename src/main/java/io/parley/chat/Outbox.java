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

  /** Queues a payload and flushes. */
  default void send(Payload payload) {
    queue(payload);
    flush();
  }
}
