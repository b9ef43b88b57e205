package io.parley;

import io.parley.CompletedCommand.CompletedOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the completion script for zsh. */
final class ZshCompletion {
  private static final String SCRIPT =
      """
      #compdef parley
      # Completes parley in zsh. It may also be a file _parley of a folder in $fpath.
      _parley() {
        local context state state_descr line
        typeset -A opt_args
        _arguments -C \\
      @options@
          '1: :->command' \\
          '*:: :->argument'
        case $state in
          command)
            local -a commands=(
      @commands@
            )
            _describe -t commands command commands
            ;;
          argument)
            case $line[1] in
      @branches@
            esac
            ;;
        esac
      }
      if [ "$funcstack[1]" = _parley ]; then
        _parley "$@"
      else
        compdef _parley parley
      fi
      """;

  private ZshCompletion() {}

  static String script(CompletedCommand main) {
    List<CompletedCommand> commands = main.subcommands();
    return SCRIPT
        .replace("@options@", options(main, "    "))
        .replace("@commands@", lines(commands, ZshCompletion::description))
        .replace("@branches@", lines(commands, ZshCompletion::branch));
  }

  private static String lines(
      List<CompletedCommand> commands, Function<CompletedCommand, String> line) {
    return commands.stream().map(line).collect(Collectors.joining("\n"));
  }

  private static String description(CompletedCommand command) {
    return "        " + quoted(command.name() + ":" + escaped(command.summary()));
  }

  private static String branch(CompletedCommand command) {
    String operands =
        command.operands().isEmpty()
            ? "'*: :'"
            : quoted("1: :(" + String.join(" ", command.operands()) + ")");
    return String.format(
        "        %s)%n          _arguments \\%n%s%n            %s%n          ;;",
        command.name(), options(command, "            "), operands);
  }

  private static String options(CompletedCommand command, String indent) {
    return command.options().stream()
        .flatMap(option -> option.names().stream().map(name -> spec(option, name)))
        .map(spec -> indent + quoted(spec) + " \\")
        .collect(Collectors.joining("\n"));
  }

  private static String spec(CompletedOption option, String name) {
    String text = "[" + escaped(option.summary()) + "]";
    String value = ":" + escaped(option.label()) + ":";
    return switch (option.value()) {
      case NONE -> name + text;
      case TRUE_OR_FALSE -> name + "=-" + text + ":" + value + "(true false)";
      case TEXT -> "*" + name + "=" + text + value + " ";
      case FILE -> "*" + name + "=" + text + value + "_files";
      case DIRECTORY -> name + "=" + text + value + "_files -/";
    };
  }

  /** Escapes what separates the parts of a specification. */
  private static String escaped(String text) {
    return text.replaceAll("[\\\\\\[\\]:]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
