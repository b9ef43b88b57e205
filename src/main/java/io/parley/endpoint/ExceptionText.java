package io.parley.endpoint;

import java.util.ArrayList;
import java.util.List;

/** Makes an exception that a peer may have had a hand in fit for a line of a log. */
final class ExceptionText {
  /** Of a chain of causes; it may be a ring. */
  private static final int MOST = 4;

  private ExceptionText() {}

  /** Its class and those of its causes. Not its message: that may quote what the peer sent. */
  static String of(Throwable failure) {
    List<String> names = new ArrayList<>(MOST);
    for (Throwable next = failure; next != null && names.size() < MOST; next = next.getCause()) {
      names.add(next.getClass().getSimpleName());
    }
    return String.join(" < ", names);
  }
}
