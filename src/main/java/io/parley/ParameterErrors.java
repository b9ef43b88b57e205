package io.parley;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports wrong arguments of a command in one line each, without the usage text. */
final class ParameterErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine line = error.getCommandLine();
    CommandSpec command = line.getCommandSpec();
    boolean main = command.equals(command.root());
    String name = main ? "parley" : "parley " + command.name();
    String help = main ? " (--help lists the options)" : " (" + name + " --help)";
    PrintWriter err = line.getErr();
    for (String reason : reasons(error, Arrays.asList(args))) {
      err.println(name + ": " + reason + help);
    }
    err.flush();
    return command.exitCodeOnInvalidInput();
  }

  private static List<String> reasons(ParameterException error, List<String> args) {
    return error instanceof UnmatchedArgumentException unmatched
        ? UnmatchedArgument.of(
                error.getCommandLine().getCommandSpec(), unmatched.getUnmatched(), args)
            .stream()
            .map(UnmatchedArgument::line)
            .toList()
        : error.getMessage().lines().limit(1).toList();
  }
}
