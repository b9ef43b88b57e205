package io.parley.subprotocol;

import io.parley.chat.Payload;

/**
 * What is said on one connection. Messages come one at a time and in order; {@link #closed} may
 * come while one is being taken. Anything thrown closes the connection with {@link
 * CloseCode#FAULT}.
 */
public interface Conversation {
  /**
   * The peer is there. Comes before any message; not at all where an accepted handshake opens no
   * connection, and then only {@link #closed} comes.
   */
  void opened();

  void onText(Payload.Text text);

  void onBinary(Payload.Binary binary);

  /** Comes once, after which nothing reaches the peer. */
  void closed();
}
