package io.parley.endpoint;

import java.util.ArrayList;
import java.util.List;

/** Describes an exception for a log line, without text that a peer may have influenced. */
final class ExceptionText {
  /** The most causes that are shown; a chain of causes may be circular. */
  private static final int MOST = 4;

  private ExceptionText() {}

  /**
   * Returns its class and those of its causes. Leaves out the message: it may quote what the peer
   * sent.
   */
  static String of(Throwable failure) {
    List<String> names = new ArrayList<>(MOST);
    for (Throwable next = failure; next != null && names.size() < MOST; next = next.getCause()) {
      names.add(next.getClass().getSimpleName());
    }
    return String.join(" < ", names);
  }
}
