package io.parley.subprotocol;

import io.parley.chat.Payload;
import java.time.Instant;

/**
 * Handles the messages of one connection; by default it does nothing. Messages come one at a time
 * and in order; {@link #closed} may be called while one is being handled. Anything thrown closes
 * the connection with {@link CloseCode#FAULT}.
 */
public interface Conversation {
  /**
   * Called when the connection is open, before any message. Not called where an accepted handshake
   * opens no connection; then only {@link #closed} is.
   */
  default void opened() {}

  default void onText(Payload.Text text) {}

  default void onBinary(Payload.Binary binary) {}

  /**
   * Called before the peer's authentication ends, unless it is renewed. At its end the connection
   * is closed with {@link CloseCode#POLICY}, and nothing is sent or handled any more. May be called
   * while a message is being handled.
   */
  default void expiring(Instant expiry) {}

  /** Called after the peer's authentication was replaced: its rights may be others now. */
  default void renewed() {}

  /**
   * Called once, when the connection is closed; nothing reaches the peer afterwards.
   *
   * @param status of the close: from the peer, this server or the container
   */
  default void closed(CloseStatus status) {}
}
