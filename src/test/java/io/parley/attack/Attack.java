package io.parley.attack;

import java.util.List;

/** One attack, against a server of its own. */
interface Attack {
  /** What stands in the table. */
  String name();

  /** How the server is started, beside a free port and a folder of its own. */
  default List<String> arguments() {
    return List.of();
  }

  /** The largest file that the server can write, in kilobytes; 0 for any. */
  default long fileKilobytes() {
    return 0;
  }

  /** Whether two members talk in another room all the while, and have to feel nothing. */
  default boolean measured() {
    return true;
  }

  /** Whether it mostly waits, so that it may run beside another. */
  default boolean waits() {
    return false;
  }

  /** Whether it can be repeated on a server that lives on. */
  default boolean repeatable() {
    return false;
  }

  /** Attacks, says what it found out, and lets go of everything. */
  void run(Scene scene) throws Exception;
}
