package io.parley;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Detects whether the output is an interactive terminal. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // Up to Java 21 a console exists only for a terminal.
  static boolean isThere() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /** Whether colour may be used; the environment can decline it (no-color.org). */
  static boolean hasColour() {
    return System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** From Java 22 on a console exists for pipes, too, and tells whether it is a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return true;
    }
  }
}
