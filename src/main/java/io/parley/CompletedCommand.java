package io.parley;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a completion script knows of a command.
 *
 * @param name as it is typed; empty for the main command
 * @param operands the values of its operand; empty where they are not a fixed list
 */
record CompletedCommand(
    String name,
    String summary,
    List<CompletedOption> options,
    List<String> operands,
    List<CompletedCommand> subcommands) {
  /** What may follow an option. */
  enum Value {
    NONE,
    TRUE_OR_FALSE,
    TEXT,
    FILE,
    DIRECTORY
  }

  /**
   * One option.
   *
   * @param names with their dashes, the long one last
   * @param label of the value
   */
  record CompletedOption(List<String> names, String summary, String label, Value value) {
    static CompletedOption of(OptionSpec option) {
      return new CompletedOption(
          Arrays.asList(option.names()),
          firstSentence(option.description()),
          option.paramLabel(),
          value(option));
    }

    private static Value value(OptionSpec option) {
      if (option.arity().max() == 0) {
        return Value.NONE;
      }
      return switch (option.paramLabel()) {
        case "true|false" -> Value.TRUE_OR_FALSE;
        case "FILE" -> Value.FILE;
        case "DIR" -> Value.DIRECTORY;
        default -> Value.TEXT;
      };
    }

    /** Without its dashes. */
    String longName() {
      return names.get(names.size() - 1).substring(2);
    }

    /** Whether the next word is its value. */
    boolean takesNextWord() {
      return value != Value.NONE && value != Value.TRUE_OR_FALSE;
    }
  }

  static CompletedCommand of(CommandSpec command) {
    return new CompletedCommand(
        command.parent() == null ? "" : command.name(),
        firstSentence(command.usageMessage().description()),
        command.options().stream().map(CompletedOption::of).toList(),
        operands(command),
        subcommands(command).map(CompletedCommand::of).toList());
  }

  private static Stream<CommandSpec> subcommands(CommandSpec command) {
    return command.subcommands().values().stream().map(CommandLine::getCommandSpec);
  }

  private static List<String> operands(CommandSpec command) {
    return command.positionalParameters().stream()
        .filter(operand -> operand.completionCandidates() != null)
        .flatMap(
            operand -> StreamSupport.stream(operand.completionCandidates().spliterator(), false))
        .toList();
  }

  private static String firstSentence(String[] description) {
    return String.join(" ", description).replaceFirst("(?s)[.:] .*|\\.$", "");
  }

  /** The names of the subcommands. */
  List<String> commandNames() {
    return subcommands.stream().map(CompletedCommand::name).toList();
  }

  /** The names of the options that fulfil a condition, those of the subcommands included. */
  List<String> names(Predicate<CompletedOption> condition) {
    return Stream.concat(Stream.of(this), subcommands.stream())
        .flatMap(command -> command.options().stream())
        .filter(condition)
        .flatMap(option -> option.names().stream())
        .distinct()
        .toList();
  }
}
