package io.parley.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What an attack works with: the server, its own size, and a place to report failures. */
final class Scene {
  private final Target target;
  private final boolean whole;
  private final Random random;
  private final List<String> failures = new ArrayList<>();

  Scene(Target target, boolean whole, Random random) {
    this.target = target;
    this.whole = whole;
    this.random = random;
  }

  Target target() {
    return target;
  }

  int port() {
    return target.port();
  }

  Random random() {
    return random;
  }

  /** The first in the short form, the second in the long one. */
  int of(int little, int much) {
    return whole ? much : little;
  }

  /** Notes what is missed if it is not so. */
  void check(boolean right, String missed) {
    if (!right) {
      failures.add(missed);
    }
  }

  List<String> failures() {
    return failures;
  }

  /** Sends a request from an address and returns the status; 0 if there was no answer. */
  int status(int from, String start, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    try {
      String line = Peer.ask(port(), from, start + " HTTP/1.1\r\n" + lines + "\r\n");
      return line.matches("HTTP/1.1 \\d{3}.*") ? Integer.parseInt(line.substring(9, 12)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
