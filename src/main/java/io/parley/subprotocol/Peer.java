package io.parley.subprotocol;

import io.parley.chat.Outbox;
import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import java.util.List;
import java.util.Optional;

/** Who is at the other end of a connection. Safe for many threads. */
public interface Peer extends Outbox {
  /** Sends an answer to what the peer asked for: its bytes count toward what the peer may cause. */
  default void reply(Payload payload) {
    send(payload);
  }

  /** Reads from logs for this peer, at its pace; the same for all who ask. */
  PacedReader feed();

  /** The subprotocol that was negotiated; empty where none was. */
  default Optional<String> subprotocol() {
    return Optional.empty();
  }

  /** Unique among all connections. */
  String id();

  /** What the container logged the peer in as; empty where it did not. */
  Optional<String> name();

  /** For whom what the peer takes of the server is counted: its address, and its account. */
  default List<String> quotaKeys() {
    return List.of();
  }

  /**
   * How the server explains the opening handshake, as JSON in the form of {@code
   * handshakes-api.md}; empty where it does not know it any more.
   */
  Optional<String> handshake();

  /** The room that the URL names, {@code lobby} where it names none. */
  RoomName room();

  /**
   * Closes the connection after what was sent before; what comes later is dropped, either way.
   *
   * @param reason is cut at {@value CloseCode#MAX_REASON} bytes of UTF-8
   * @throws IllegalArgumentException where the code is not a conversation's to use
   */
  void close(CloseCode code, String reason);
}
