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

  MeasuredServer named(String other) {
    return new MeasuredServer(other, version, command);
  }

  /** With an option of its JVM. */
  MeasuredServer onJvm(String option) {
    List<String> rest = command.subList(1, command.size());
    Stream<String> head = Stream.of(command.get(0), option);
    return new MeasuredServer(name, version, Stream.concat(head, rest.stream()).toList());
  }

  MeasuredServer with(String... arguments) {
    return new MeasuredServer(
        name, version, Stream.concat(command.stream(), Stream.of(arguments)).toList());
  }
}
