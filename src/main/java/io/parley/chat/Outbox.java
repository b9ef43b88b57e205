package io.parley.chat;

/**
 * What waits to be sent to one member.
 *
 * <p>Payloads leave in the order they came, one at a time. What waits is bounded in bytes, in
 * messages and in the time one send may take; a member that exceeds a bound is cut off, so that
 * nobody waits for it and it fills no memory. Safe for many threads.
 */
public interface Outbox {
  /**
   * Sends, or lets wait, or drops where the member has been cut off. Never blocks, never throws.
   */
  void send(Payload payload);
}
