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
   * Sends or queues a payload; drops it where the member has been disconnected. Never blocks, never
   * throws.
   */
  void send(Payload payload);
}
