package io.parley.chat;

import java.util.concurrent.CompletionStage;

/**
 * A message was not stored, and not tried to be, because too many appends are pending. The same
 * append may succeed once there is space.
 */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient CompletionStage<?> space;

  /**
   * @param space completes when it is worth appending again, at the latest when the broker closes
   */
  public BusyException(CompletionStage<?> space) {
    super("too many messages wait to be stored", null, false, false);
    this.space = space;
  }

  /** Returns a stage that completes when it is worth appending again. */
  public CompletionStage<?> space() {
    return space;
  }
}
