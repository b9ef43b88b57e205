package io.parley.subprotocol.json;

import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Optional;

/** A client's request, with every field in bounds. */
sealed interface ClientRequest {
  /** Returns the client's reference, which the reply repeats; empty where it has none. */
  Optional<String> ref();

  RoomName room();

  /**
   * Joins a room.
   *
   * @param after the position after which messages are delivered; empty for none before the join
   * @param resume the client's former identity; empty for the identity of its connection
   */
  record Join(
      Optional<String> ref,
      RoomName room,
      MemberName name,
      Optional<Position> after,
      Optional<Identity> resume)
      implements ClientRequest {}

  /** Publishes a message. */
  record Say(Optional<String> ref, RoomName room, Payload.Text text, Optional<String> id)
      implements ClientRequest {}

  /**
   * Requests earlier messages.
   *
   * @param before empty for the newest messages
   */
  record History(Optional<String> ref, RoomName room, Optional<Position> before, int limit)
      implements ClientRequest {}

  /** Requests the list of members. */
  record Who(Optional<String> ref, RoomName room) implements ClientRequest {}

  /** Sends a token: the connection is the user's whom it names. */
  record Token(Optional<String> ref, RoomName room, String token) implements ClientRequest {
    /** Without the token. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** Leaves a room. */
  record Leave(Optional<String> ref, RoomName room) implements ClientRequest {}
}
