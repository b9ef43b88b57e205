package io.parley;

import io.parley.CompletedCommand.CompletedOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the completion script for fish. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CompletedCommand main) {
    String known = String.join(" ", main.commandNames());
    String none = "not __fish_seen_subcommand_from " + known;
    Stream<String> head = Stream.of("# Completes parley in fish.", "complete -c parley -f");
    Stream<String> commands = main.subcommands().stream().map(each -> line(none, arguments(each)));
    Stream<String> options = main.options().stream().map(each -> line(none, option(each)));
    Stream<String> others = main.subcommands().stream().flatMap(FishCompletion::lines);
    return Stream.of(head, commands, options, others)
        .flatMap(each -> each)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Stream<String> lines(CompletedCommand command) {
    String seen = "__fish_seen_subcommand_from " + command.name();
    List<String> operands = command.operands();
    return Stream.concat(
        command.options().stream().map(each -> line(seen, option(each))),
        operands.stream().map(each -> line(seen, "-a " + each)));
  }

  private static String line(String condition, String rest) {
    return "complete -c parley -n " + quoted(condition) + " " + rest;
  }

  private static String arguments(CompletedCommand command) {
    return "-a " + command.name() + " -d " + quoted(command.summary());
  }

  private static String option(CompletedOption option) {
    String names =
        option.names().stream()
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    return names + value(option) + " -d " + quoted(option.summary());
  }

  private static String value(CompletedOption option) {
    return switch (option.value()) {
      case NONE, TRUE_OR_FALSE -> "";
      case TEXT -> " -x";
      case FILE -> " -r -F";
      case DIRECTORY -> " -x -a '(__fish_complete_directories)'";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
