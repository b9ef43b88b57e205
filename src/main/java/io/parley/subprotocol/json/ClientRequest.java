package io.parley.subprotocol.json;

import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Optional;

/** What a client asks for, with every field in bounds. */
sealed interface ClientRequest {
  /** Comes back in the reply. */
  Optional<String> ref();

  RoomName room();

  /**
   * To be told what is said in a room.
   *
   * @param after empty where nothing before the joining is asked for
   * @param resume who the client was before; empty where it is who its connection is
   */
  record Join(
      Optional<String> ref,
      RoomName room,
      MemberName name,
      Optional<Position> after,
      Optional<Identity> resume)
      implements ClientRequest {}

  /** To say something. */
  record Say(Optional<String> ref, RoomName room, Payload.Text text, Optional<String> id)
      implements ClientRequest {}

  /**
   * To be told what was said.
   *
   * @param before empty where it is the newest that are asked for
   */
  record History(Optional<String> ref, RoomName room, Optional<Position> before, int limit)
      implements ClientRequest {}

  /** To be told who is there. */
  record Who(Optional<String> ref, RoomName room) implements ClientRequest {}

  /** To be told nothing more. */
  record Leave(Optional<String> ref, RoomName room) implements ClientRequest {}
}
