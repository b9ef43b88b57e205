package io.parley.subprotocol;

import io.parley.chat.Outbox;
import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import java.util.List;
import java.util.Optional;

/** The remote end of a connection. Thread-safe. */
public interface Peer extends Outbox {
  /** Sends a reply to a request of the peer; its bytes count toward what the peer may cause. */
  default void reply(Payload payload) {
    send(payload);
  }

  /** Returns the reader of logs at this peer's pace; always the same one. */
  PacedReader feed();

  /** Returns the negotiated subprotocol; empty where there is none. */
  default Optional<String> subprotocol() {
    return Optional.empty();
  }

  /** Returns an id that is unique among all connections. */
  String id();

  /** Returns the name as which the container authenticated the peer; empty where it did not. */
  Optional<String> name();

  /**
   * Returns the keys whose quotas count the peer's use of the server: its address and its account.
   */
  default List<String> quotaKeys() {
    return List.of();
  }

  /**
   * Returns the server's explanation of the opening handshake; empty where it is no longer kept. It
   * is JSON in the form of {@code handshakes-api.md}.
   */
  Optional<String> handshake();

  /** Returns the room that the URL names; {@code lobby} where it names none. */
  RoomName room();

  /**
   * Closes the connection after everything sent before. Later messages in either direction are
   * dropped.
   *
   * @param reason is cut at {@value CloseCode#MAX_REASON} bytes of UTF-8
   * @throws IllegalArgumentException where a conversation must not use the code
   */
  void close(CloseCode code, String reason);
}
