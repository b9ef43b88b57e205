package io.parley.chat;

/** What a principal may be permitted to do in a room. */
public enum RoomRight {
  JOIN,
  PUBLISH,
  /** To read messages that were stored before it joined. */
  READ_HISTORY,
  /** To see who is in the room, and who arrives and departs. */
  SEE_MEMBERS
}
