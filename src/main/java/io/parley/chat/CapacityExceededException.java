package io.parley.chat;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Something has as much as it may. The message may be shown. */
public final class CapacityExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is full. */
  public enum What {
    /** This server has as many rooms as it may; one that has members can be joined. */
    SERVER("the server has as many rooms as it may"),
    /** The room has as many members as it may. */
    ROOM("the room has as many members as it may"),
    /** Whoever would open a room has opened as many, or as many lately, as it may. */
    SHARE("this address or account may open no more rooms now"),
    /** What is stored is kept until it is old enough; nothing new fits meanwhile. */
    STORE("the store has as much as it may keep"),
    /** Little is left of the store, and whoever would add to it has added its share. */
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

  /** The one that a stage failed with, however often it was wrapped; empty where it was another. */
  public static Optional<CapacityExceededException> in(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof CapacityExceededException full ? Optional.of(full) : Optional.empty();
  }

  public What what() {
    return what;
  }
}
