package io.parley.broker.sqlite;

import io.parley.chat.RoomName;

/** A room's row while a transaction works on it. */
final class RoomRow {
  final long id;
  final RoomName name;
  final String epoch;

  /** The offset of the newest message that the room ever had. */
  long head;

  /** The offset of the oldest that is kept; one more than the head where none is. */
  long oldest;

  /** Of the payloads that are kept. */
  long bytes;

  RoomRow(long id, RoomName name, String epoch, long head, long oldest, long bytes) {
    this.id = id;
    this.name = name;
    this.epoch = epoch;
    this.head = head;
    this.oldest = oldest;
    this.bytes = bytes;
  }

  long messages() {
    return head - oldest + 1;
  }
}
