package io.parley.handshake;

import java.util.Optional;

/** Advice about an origin that names no host, and so cannot be this server's own. */
final class OriginAdvice {
  private OriginAdvice() {}

  /**
   * Gives the advice; empty for an origin with a host.
   *
   * @param saw the value of {@code Origin}, safe to show
   */
  static Optional<String> of(String saw) {
    if (saw.equals("null")) {
      return Optional.of(
          "Open the page over http or https: a browser sends null for one in a sandboxed frame,"
              + " from a data: URL or from a file. To let in all of these, whoever made them, add"
              + " null with the setting allow-origin.");
    }
    return saw.endsWith("://")
        ? Optional.of(
            "Leave Origin out, if this is a device or an app and no browser. To let in all pages"
                + " and apps that send this origin, add "
                + saw
                + " with the setting allow-origin.")
        : Optional.empty();
  }
}
