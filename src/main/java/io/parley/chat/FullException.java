package io.parley.chat;

/** Nobody more can be let in. The message may be shown. */
public final class FullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is full. */
  public enum What {
    /** This server has as many rooms as it may; one that has members can be joined. */
    SERVER("the server has as many rooms as it may"),
    /** The room has as many members as it may. */
    ROOM("the room has as many members as it may");

    private final String message;

    What(String message) {
      this.message = message;
    }
  }

  private final What what;

  FullException(What what) {
    super(what.message, null, false, false);
    this.what = what;
  }

  public What what() {
    return what;
  }
}
