package io.parley.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells whoever waits for a benchmark what it does. */
final class Progress {
  private Progress() {}

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  static String text(double... values) {
    return Arrays.stream(values).mapToObj(Samples::number).collect(Collectors.joining(", "));
  }
}
