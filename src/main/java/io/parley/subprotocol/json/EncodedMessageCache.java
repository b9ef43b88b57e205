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
 * hands all messages of a delivery to one member before the next; successive messages of a room
 * have different indexes, so a whole delivery is kept. Messages that share an index only cause more
 * encoding. A weak reference keeps no payload alive that is not being sent. Thread-safe.
 */
final class EncodedMessageCache {
  /** Sixteen times the messages that a room delivers together. */
  private static final int SLOTS = 1_024;

  private record Entry(RoomName room, Position position, WeakReference<Payload> payload) {
    boolean isFor(RoomName other, Position otherPosition) {
      return position.equals(otherPosition) && room.equals(other);
    }
  }

  private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * Returns the encoded message; the same payload for each member in turn.
   *
   * @param tags adds a tag to the sender
   */
  Payload message(RoomName room, StoredMessage storedMessage, UnaryOperator<MemberInfo> tags) {
    Position position = storedMessage.position();
    int slot = slot(room, position);
    Entry last = slots.get(slot);
    Payload known = last != null && last.isFor(room, position) ? last.payload().get() : null;
    if (known != null) {
      return known;
    }
    Payload payload = ServerEvents.message(room, storedMessage, tags);
    slots.set(slot, new Entry(room, position, new WeakReference<>(payload)));
    return payload;
  }

  private static int slot(RoomName room, Position position) {
    return Math.floorMod(31L * room.hashCode() + position.offset(), SLOTS);
  }
}
