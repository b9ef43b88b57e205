package io.parley;

import io.parley.settings.BadSetting;
import io.parley.settings.NearestName;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley completion}: prints a script that completes options and commands in a shell. */
@Command(
    name = "completion",
    sortOptions = false,
    description = "Prints a script that completes the options and commands in a shell.",
    footer = {
      "",
      "The script completes the command parley. Let the shell know it as a function:",
      "  bash, zsh   parley() { java -jar /path/to/parley.war \"$@\"; }",
      "  fish        function parley; java -jar /path/to/parley.war $argv; end",
      "and load the script:",
      "  bash        source <(parley completion bash)",
      "  zsh         source <(parley completion zsh)      (after compinit)",
      "  fish        parley completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String shell = "";

  /** The shells, by their names. */
  private enum Shell {
    BASH,
    ZSH,
    FISH;

    String script(CompletedCommand main) {
      return switch (this) {
        case BASH -> BashCompletion.script(main);
        case ZSH -> ZshCompletion.script(main);
        case FISH -> FishCompletion.script(main);
      };
    }

    static Stream<String> names() {
      return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT));
    }
  }

  /** The names of the shells. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Shell.names().iterator();
    }
  }

  @Override
  public Integer call() {
    List<String> names = Shell.names().toList();
    if (!names.contains(shell)) {
      throw new CommandLine.ParameterException(spec.commandLine(), refusal(names));
    }
    Shell chosen = Shell.values()[names.indexOf(shell)];
    spec.commandLine().getOut().print(chosen.script(CompletedCommand.of(spec.root())));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private String refusal(List<String> names) {
    String known = "name a shell: " + String.join(", ", names);
    String given = "Unknown shell: '" + BadSetting.shown(shell) + "'";
    String meant = NearestName.suggestion(shell, names);
    return shell.isEmpty() ? known : given + (meant.isEmpty() ? "; " + known : meant);
  }
}
