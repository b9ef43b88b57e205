package io.parley.subprotocol.json;

import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Messages as they are written, so that each is written once for all members of its room. A room
 * hands one message after another to all, so one a room is remembered; rooms that share a slot only
 * write more often. Nothing is kept alive that nobody is being sent.
 */
final class EncodedMessageCache {
  private static final int SLOTS = 256;

  private record Entry(RoomName room, Position position, Payload payload) {}

  private final AtomicReferenceArray<WeakReference<Entry>> slots =
      new AtomicReferenceArray<>(SLOTS);

  EncodedMessageCache() {
    for (int slot = 0; slot < SLOTS; slot++) {
      slots.set(slot, new WeakReference<>(null));
    }
  }

  /** The same payload for each member that is told one after another. */
  Payload message(RoomName room, StoredMessage storedMessage) {
    int slot = Math.floorMod(room.hashCode(), SLOTS);
    Entry last = slots.get(slot).get();
    Position position = storedMessage.position();
    if (last != null && last.position().equals(position) && last.room().equals(room)) {
      return last.payload();
    }
    Payload payload = ServerEvents.message(room, storedMessage);
    slots.set(slot, new WeakReference<>(new Entry(room, position, payload)));
    return payload;
  }
}
