package io.parley.probe.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a command into words, as a shell does with quotes and without expansions. */
final class CommandWords {
  private static final Pattern PART =
      Pattern.compile("\\s*(?:'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+))(\\s|$)?");

  private CommandWords() {}

  /** Returns the words; a quote that does not end stands for itself. */
  static List<String> of(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    Matcher part = PART.matcher(command.strip());
    while (part.find()) {
      for (int group = 1; group <= 3; group++) {
        word.append(part.group(group) == null ? "" : part.group(group));
      }
      if (part.group(4) != null) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return List.copyOf(words);
  }
}
