package io.parley.server;

import java.io.IOException;

/**
 * Thrown where a port cannot be opened. The message is one line that names host and port, safe to
 * show.
 */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;

  ListenException(String where, String why, Throwable cause) {
    super("Cannot listen on " + where + ": " + why, cause);
  }
}
