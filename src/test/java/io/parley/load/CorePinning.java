package io.parley.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which cores the servers and the generator run on.
 *
 * @param server as {@code taskset} takes it; empty for any
 */
record CorePinning(String server, String generator) {
  static final CorePinning NONE = new CorePinning("", "");

  /** The first core and the second, where there are two and {@code taskset} exists. */
  static CorePinning ofThisMachine() {
    return Runtime.getRuntime().availableProcessors() > 1 && hasTaskset()
        ? new CorePinning("0", "1")
        : NONE;
  }

  private static boolean hasTaskset() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }

  static List<String> pinned(String cores, List<String> command) {
    if (cores.isEmpty()) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
    pinned.addAll(command);
    return pinned;
  }

  @Override
  public String toString() {
    return server.isEmpty()
        ? "servers and generator on any core"
        : "server on core " + server + ", generator on core " + generator;
  }
}
