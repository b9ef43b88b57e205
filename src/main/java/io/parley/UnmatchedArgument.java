package io.parley;

import io.parley.settings.BadSetting;
import io.parley.settings.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * An argument that a command does not know.
 *
 * @param name without dashes
 * @param line one line about it, safe to show, with the name that was probably meant
 */
record UnmatchedArgument(String name, String line) {
  /** Characters; an argument of this length or more may be a token and is not shown. */
  private static final int SHORTEST_TOKEN = 16;

  /**
   * Describes unmatched arguments. One that follows an unknown option counts as its value.
   *
   * @param unmatched in their order
   * @param all the whole command line
   */
  static List<UnmatchedArgument> of(CommandSpec command, List<String> unmatched, List<String> all) {
    List<UnmatchedArgument> found = new ArrayList<>();
    boolean value = false;
    for (String argument : unmatched) {
      boolean option = argument.startsWith("-");
      if (option) {
        found.add(option(command, argument.replaceFirst("(?s)=.*", "")));
      } else if (!value) {
        found.add(operand(command, argument, all.indexOf(argument)));
      }
      value = option && !argument.contains("=");
    }
    return found;
  }

  private static UnmatchedArgument option(CommandSpec command, String given) {
    String name = BadSetting.shown(given);
    String bare = bare(given);
    String meant =
        NearestName.of(bare, options(command).map(UnmatchedArgument::bare).toList())
            .map(near -> "; did you mean --" + near + "?")
            .orElse("");
    return new UnmatchedArgument(bare(name), "Unknown option: '" + name + "'" + meant);
  }

  private static UnmatchedArgument operand(CommandSpec command, String argument, int index) {
    String line = "Unmatched argument at index " + index + ": " + shown(argument);
    return new UnmatchedArgument(argument, line + meant(command, argument));
  }

  private static String meant(CommandSpec command, String argument) {
    String option = "--" + argument;
    return options(command).anyMatch(option::equals)
        ? "; did you mean " + option + "?"
        : NearestName.of(argument, command.subcommands().keySet())
            .map(near -> "; did you mean the command " + near + "?")
            .orElse("");
  }

  private static Stream<String> options(CommandSpec command) {
    return command.optionsMap().keySet().stream().filter(name -> name.startsWith("--"));
  }

  private static String bare(String option) {
    return option.replaceFirst("^-+", "");
  }

  /** Shows only the length of an argument that may be a token. */
  private static String shown(String argument) {
    return argument.length() < SHORTEST_TOKEN
        ? "'" + BadSetting.shown(argument) + "'"
        : argument.length() + " characters";
  }
}
