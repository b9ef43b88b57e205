package io.parley.probe.transport;

/** Makes a peer's text safe for one line of a terminal. */
final class Shown {
  private static final int MAX = 128;

  private Shown() {}

  /** Replaces what is not visible ASCII, and cuts. */
  static String text(String text) {
    String safe = text.replaceAll("[^ -~]", "?");
    return safe.length() <= MAX ? safe : safe.substring(0, MAX) + "…";
  }
}
