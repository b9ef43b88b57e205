package io.parley.subprotocol;

import io.parley.chat.Payload;

/**
 * What is said on one connection; by default, nothing is done about it. Messages come one at a time
 * and in order; {@link #closed} may come while one is being taken. Anything thrown closes the
 * connection with {@link CloseCode#FAULT}.
 */
public interface Conversation {
  /**
   * The peer is there. Comes before any message; not at all where an accepted handshake opens no
   * connection, and then only {@link #closed} comes.
   */
  default void opened() {}

  default void onText(Payload.Text text) {}

  default void onBinary(Payload.Binary binary) {}

  /**
   * Comes once, after which nothing reaches the peer.
   *
   * @param status by which it is closed: the peer's, this server's own, or the container's
   */
  default void closed(CloseStatus status) {}
}
