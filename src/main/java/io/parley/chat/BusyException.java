package io.parley.chat;

import java.util.concurrent.CompletionStage;

/**
 * A call was refused and changed nothing, because too many calls of its kind are pending. The same
 * call may succeed once there is space.
 */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient CompletionStage<?> space;

  /**
   * @param space completes when it is worth calling again, at the latest when the broker or the
   *     presence closes
   */
  public BusyException(CompletionStage<?> space) {
    super("too many calls are pending", null, false, false);
    this.space = space;
  }

  /** Returns a stage that completes when it is worth calling again. */
  public CompletionStage<?> space() {
    return space;
  }
}
