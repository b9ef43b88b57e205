package io.parley.broker.redis;

import io.lettuce.core.cluster.SlotHash;
import io.parley.chat.RoomName;
import java.nio.charset.StandardCharsets;

/**
 * The keys of a room. All have the room's name in braces, so that a cluster keeps them in one slot.
 * No name contains a brace.
 */
record RoomKeys(String prefix, RoomName room) {
  /** The kind of the channel on which changes of presence are published. */
  static final String PRESENCE_CHANNEL = "v";

  byte[] key(String kind) {
    return (prefix + ":{" + room.value() + "}:" + kind).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the key of the log's state, a hash. */
  byte[] state() {
    return key("m");
  }

  /** Returns the key of the log's messages, a stream. */
  byte[] stream() {
    return key("s");
  }

  /** Returns the key of the offsets of the messages by their id, a hash. */
  byte[] ids() {
    return key("i");
  }

  /** Returns the key of the members, a hash. */
  byte[] presence() {
    return key("p");
  }

  /** Returns the key of the members in the order of their arrival, a sorted set. */
  byte[] arrivals() {
    return key("o");
  }

  /** Returns the key of the last changes of presence, a stream. */
  byte[] changes() {
    return key("h");
  }

  /** Returns the channel on which changes of presence are published. */
  byte[] presenceChannel() {
    return key(PRESENCE_CHANNEL);
  }

  /** Returns the channel on which new messages are published. */
  byte[] channel() {
    return key("c");
  }

  /** Returns the key of the rooms that have messages, a sorted set; of one room only. */
  byte[] register() {
    return key("rooms");
  }

  /** Returns the slot of a cluster that has all of them. */
  int slot() {
    return SlotHash.getSlot(room.value().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the keys of the log, in the order in which the scripts expect them. */
  byte[][] log() {
    return new byte[][] {state(), stream(), ids()};
  }
}
