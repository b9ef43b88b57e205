package io.parley;

import io.parley.CompletedCommand.CompletedOption;
import io.parley.CompletedCommand.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the completion script for bash 3.2 and newer. */
final class BashCompletion {
  private static final String SCRIPT =
      """
      # Completes parley in bash.
      _parley() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
        local assigned='' command='' words='' at
        if [[ $word == '=' ]]; then
          word='' assigned=yes
        elif [[ $before == '=' ]]; then
          before=${COMP_WORDS[COMP_CWORD - 2]} assigned=yes
        fi
        for ((at = 1; at < COMP_CWORD; at++)); do
          case ${COMP_WORDS[at - 1]} in
            '=' | @valued@) continue ;;
          esac
          case ${COMP_WORDS[at]} in
            @commands@) command=${COMP_WORDS[at]} && break ;;
          esac
        done
        COMPREPLY=()
        case $before in
          @directories@) _parley_files -d "$word" && return ;;
          @files@) _parley_files -f "$word" && return ;;
          @valued@) return ;;
        esac
        if [[ $assigned ]]; then
          words='true false'
        else
          case $command in
      @words@
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      }
      _parley_files() {
        local IFS=$'\\n'
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen "$1" -- "$2"))
        return 0
      }
      complete -F _parley parley
      """;

  private BashCompletion() {}

  static String script(CompletedCommand main) {
    String commands =
        Stream.concat(main.subcommands().stream(), Stream.of(main))
            .map(BashCompletion::words)
            .collect(Collectors.joining("\n"));
    return SCRIPT
        .replace("@valued@", names(main, CompletedOption::takesNextWord))
        .replace("@commands@", String.join(" | ", main.commandNames()))
        .replace("@directories@", names(main, option -> option.value() == Value.DIRECTORY))
        .replace("@files@", names(main, option -> option.value() == Value.FILE))
        .replace("@words@", commands);
  }

  private static String names(CompletedCommand main, Predicate<CompletedOption> condition) {
    return String.join(" | ", main.names(condition));
  }

  private static String words(CompletedCommand command) {
    List<String> words =
        Stream.of(
                command.options().stream().flatMap(option -> option.names().stream()),
                command.operands().stream(),
                command.commandNames().stream())
            .flatMap(each -> each)
            .toList();
    String pattern = command.name().isEmpty() ? "*" : command.name();
    return "      " + pattern + ") words='" + String.join(" ", words) + "' ;;";
  }
}
