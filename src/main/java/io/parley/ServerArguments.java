package io.parley;

import java.util.List;
import picocli.CommandLine.Option;

/** The options of a server that runs only while it is judged. */
final class ServerArguments {
  /** In the order of the help text. */
  static final List<String> NAMES = List.of("--server-command", "--server-timeout");

  /** Seconds; even a server in a container starts within. */
  private static final int MAX_TIMEOUT = 600;

  @Option(
      names = "--server-command",
      paramLabel = "COMMAND",
      description = "Start the server with this command of the shell, and end it after the run.")
  private String command = "";

  @Option(
      names = "--server-timeout",
      paramLabel = "SECONDS",
      description = "Wait so long until it listens; default 60.")
  private int timeout = 60;

  /** Empty: the server runs already. */
  String command() {
    return command;
  }

  int timeout() {
    if (timeout < 1 || timeout > MAX_TIMEOUT) {
      throw new IllegalArgumentException("--server-timeout must be from 1 to 600 seconds");
    }
    return timeout;
  }
}
