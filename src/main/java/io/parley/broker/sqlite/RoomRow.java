package io.parley.broker.sqlite;

import io.parley.chat.RoomName;

/** A room's row within a transaction. */
final class RoomRow {
  final long id;
  final RoomName name;
  final String epoch;

  /** The offset of the newest message that the room ever had. */
  long head;

  /** The offset of the oldest kept message; head + 1 where none is kept. */
  long oldest;

  /** Bytes of the kept messages: payloads, headers, and media types that are no default. */
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
