package io.parley.subprotocol;

import io.parley.chat.Payload;

/**
 * What is said on one connection. Messages come one at a time and in order; {@link #closed} may
 * come while one is being taken. Anything thrown closes the connection with {@link
 * CloseCode#FAULT}.
 */
public interface Conversation {
  void onText(Payload.Text text);

  void onBinary(Payload.Binary binary);

  /** Comes once, after which nothing reaches the peer. */
  void closed();
}
