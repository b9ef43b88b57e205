package io.parley.subprotocol.json;

import io.parley.chat.MemberInfo;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

/**
 * A cache of encoded messages, so that each is encoded once for all members of its room. A room
 * delivers one message after another to all, so one message a room is kept. Rooms that share an
 * index only cause more encoding. A weak reference keeps nothing alive that is not being sent.
 * Thread-safe.
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

  /**
   * Returns the encoded message; the same payload for each member in turn.
   *
   * @param tags adds a tag to the sender
   */
  Payload message(RoomName room, StoredMessage storedMessage, UnaryOperator<MemberInfo> tags) {
    int slot = Math.floorMod(room.hashCode(), SLOTS);
    Entry last = slots.get(slot).get();
    Position position = storedMessage.position();
    if (last != null && last.position().equals(position) && last.room().equals(room)) {
      return last.payload();
    }
    Payload payload = ServerEvents.message(room, storedMessage, tags);
    slots.set(slot, new WeakReference<>(new Entry(room, position, payload)));
    return payload;
  }
}
