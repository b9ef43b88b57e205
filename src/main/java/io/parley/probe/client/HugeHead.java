package io.parley.probe.client;

import java.time.Duration;

/** Heads that are larger than any client wants to keep. */
final class HugeHead {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 64;
  private static final Duration NONE = Duration.ofMillis(1);

  private HugeHead() {}

  /** One field that never ends. */
  static void line(Dialog dialog) {
    send(dialog, "X-Parley: ", "x".repeat(PIECE));
  }

  /** Many fields, and no end of them. */
  static void lines(Dialog dialog) {
    send(dialog, "", ("X-Parley: " + "x".repeat(1012) + "\r\n").repeat(PIECE / 1024));
  }

  private static void send(Dialog dialog, String start, String piece) {
    String head = dialog.right().head();
    dialog.say(head.substring(0, head.length() - 2) + start);
    for (int i = 0; i < PIECES && dialog.isOpen(); i++) {
      dialog.say(piece);
      dialog.pause(NONE);
    }
    dialog.watch();
  }
}
