package io.parley.chat;

/** {@link RoomAccess} does not permit an act. The message is safe to show to a peer. */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final RoomRight right;

  public AccessDeniedException(RoomRight right) {
    super("not permitted", null, false, false);
    this.right = right;
  }

  /** Returns the right that is missing. */
  public RoomRight right() {
    return right;
  }
}
