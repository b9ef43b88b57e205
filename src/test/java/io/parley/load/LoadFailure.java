package io.parley.load;

import java.io.IOException;

/** A server did not do what the load expects: the figure of this run counts for nothing. */
final class LoadFailure extends IOException {
  private static final long serialVersionUID = 1L;

  LoadFailure(String message) {
    super(message);
  }
}
