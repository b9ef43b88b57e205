package io.parley.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * A server that is measured.
 *
 * @param version empty for Parley
 * @param command starts it; it prints its port behind "localhost:" or "ready at ", and ends on
 *     SIGTERM; {@code {folder}} in it stands for a folder of this start alone
 */
public record MeasuredServer(String name, String version, List<String> command) {
  public MeasuredServer {
    command = List.copyOf(command);
  }

  /** As a heading. */
  String title() {
    return version.isEmpty() ? name : name + " " + version;
  }

  MeasuredServer with(String... arguments) {
    return new MeasuredServer(
        name, version, Stream.concat(command.stream(), Stream.of(arguments)).toList());
  }
}
