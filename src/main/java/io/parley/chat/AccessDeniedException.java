package io.parley.chat;

/** {@link RoomAccess} does not permit an act. The message is safe to show to a peer. */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final RoomRight right;
  private final transient RoomName room;

  public AccessDeniedException(RoomRight right, RoomName room) {
    super("not-allowed: " + right.word() + " in " + room.value(), null, false, false);
    this.right = right;
    this.room = room;
  }

  /** Returns the room in which it is missing. */
  public RoomName room() {
    return room;
  }

  /** Returns the right that is missing. */
  public RoomRight right() {
    return right;
  }
}
