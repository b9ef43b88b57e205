package io.parley;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // Up to Java 21 its being there is the answer.
  static boolean isThere() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /** Colour can be declined by the environment (no-color.org). */
  static boolean hasColour() {
    return System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** From Java 22 on there is a console for pipes, too, and it says whether it is a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return true;
    }
  }
}
