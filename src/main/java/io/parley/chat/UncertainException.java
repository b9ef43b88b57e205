package io.parley.chat;

/**
 * A message may or may not be stored. To append it again with the same id is safe: it is stored at
 * most once.
 */
public final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message says what happened, without words of a peer
   */
  public UncertainException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
