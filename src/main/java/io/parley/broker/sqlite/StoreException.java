package io.parley.broker.sqlite;

/** A store cannot be opened. The message is one line that says what is expected instead. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param expected ends the sentence "expected …", such as {@code a folder}
   */
  StoreException(String expected) {
    super(expected);
  }

  StoreException(String expected, Throwable cause) {
    super(expected + " (" + FailureLine.of(cause) + ")", cause);
  }
}
