package io.parley.load;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a load generator is asked to do, as one line: {@code echo /echo tokens= connections=50
 * depth=1}.
 *
 * @param load names the load
 * @param numbers by name: "times" is how often the usual duration it is measured; what is absent
 *     has the default that the load asks for
 * @param tokens file with a token a line, which handshakes send by turns; empty for none
 */
record LoadCommand(String load, String path, Map<String, Long> numbers, String tokens) {
  private static final String TOKENS = "tokens=";

  LoadCommand {
    numbers = Map.copyOf(numbers);
  }

  static LoadCommand of(String load, String path) {
    return new LoadCommand(load, path, Map.of(), "");
  }

  LoadCommand with(String name, long value) {
    Map<String, Long> changed = new TreeMap<>(numbers);
    changed.put(name, value);
    return new LoadCommand(load, path, changed, tokens);
  }

  LoadCommand withTokens(Path file) {
    return new LoadCommand(load, path, numbers, file.toString());
  }

  /** For this server. */
  LoadCommand to(int port, long pid) {
    return with("port", port).with("pid", pid);
  }

  int number(String name, int absent) {
    return Math.toIntExact(numbers.getOrDefault(name, (long) absent));
  }

  int port() {
    return number("port", 0);
  }

  /** The process of which the CPU time is read. */
  long pid() {
    return numbers.getOrDefault("pid", 0L);
  }

  String line() {
    return new TreeMap<>(numbers)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" ", load + " " + path + " " + TOKENS + tokens + " ", ""));
  }

  static LoadCommand parse(String line) {
    String[] words = line.strip().split(" ", -1);
    Map<String, Long> numbers = new TreeMap<>();
    for (int i = 3; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      numbers.put(words[i].substring(0, equals), Long.valueOf(words[i].substring(equals + 1)));
    }
    return new LoadCommand(words[0], words[1], numbers, words[2].substring(TOKENS.length()));
  }
}
