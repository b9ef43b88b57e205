package io.parley.chat;

import java.util.Arrays;
import java.util.Optional;

/** What a principal may be permitted to do in a room. */
public enum RoomRight {
  JOIN("join"),
  PUBLISH("publish"),
  /** To read messages that were stored before it joined. */
  READ_HISTORY("history"),
  /** To see who is in the room, and who arrives and departs. */
  SEE_MEMBERS("who");

  private final String word;

  RoomRight(String word) {
    this.word = word;
  }

  /** Returns the word for it in settings, claims and errors. */
  public String word() {
    return word;
  }

  /** Returns the right with a word; empty where there is none. */
  public static Optional<RoomRight> of(String word) {
    return Arrays.stream(values()).filter(right -> right.word.equals(word)).findFirst();
  }
}
