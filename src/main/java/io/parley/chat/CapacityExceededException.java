package io.parley.chat;

/** A limit is reached. The message is safe to show to a peer. */
public final class CapacityExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The limit that is reached. */
  public enum What {
    /** The server's rooms; one that has members can still be joined. */
    SERVER("the server has as many rooms as it may"),
    /** The members of the room. */
    ROOM("the room has as many members as it may"),
    /** The rooms that an address or account may open, or may open per minute. */
    SHARE("this address or account may open no more rooms now"),
    /** The store is full; stored messages are kept until they reach their age. */
    STORE("the store has as much as it may keep"),
    /** The share of one address or account, while the store has little space left. */
    STORE_SHARE("this address or account has stored as much as it may while little space is left");

    private final String message;

    What(String message) {
      this.message = message;
    }
  }

  private final What what;

  public CapacityExceededException(What what) {
    super(what.message, null, false, false);
    this.what = what;
  }

  public What what() {
    return what;
  }
}
