package io.parley;

import io.parley.settings.Option;
import io.parley.tool.PlainJetty;
import io.parley.tool.RunningParley;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code java -jar parley.war} in its own process, with its own temporary folder. */
final class WarProcess implements AutoCloseable {
  private static final int PATIENCE_S = 30;

  private final Process process;
  private final Path err;
  private final BufferedReader out;

  private WarProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Does not wait.
   *
   * @param temporary becomes {@code java.io.tmpdir}
   * @param err a file that is written anew; its folder is the one that the process is started in
   */
  static WarProcess start(
      Path temporary, Path err, Map<String, String> environment, String... arguments)
      throws IOException {
    return run(
        err, environment, command(RunningParley.war(), temporary, List.of(), List.of(arguments)));
  }

  /**
   * What starts it. Its JVM compiles quickly rather than well: a process lives for seconds, and
   * would take a third of what its start costs for more.
   *
   * @param options of the JVM
   */
  static List<String> command(
      Path war, Path temporary, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(options);
    command.addAll(List.of("-jar", war.toString()));
    command.addAll(arguments);
    if (PlainJetty.isOn()) {
      command.add("--" + Option.PLAIN_JETTY.spelling());
    }
    return command;
  }

  /** The same command with a limit that a shell sets, such as {@code -n 150}. */
  static List<String> limited(String limit, List<String> command) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", "ulimit " + limit + "; exec \"$@\""));
    shell.add("sh");
    shell.addAll(command);
    return shell;
  }

  /** Does not wait. */
  static WarProcess run(Path err, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.directory(err.toAbsolutePath().getParent().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    return new WarProcess(builder.start(), err);
  }

  /** The next line of output, waited for; fails with what was said of errors if there is none. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("It ended, saying: " + err());
    }
    return line;
  }

  /** All further output, up to the end of the process. */
  String rest() throws IOException {
    return String.join("\n", out.lines().toList());
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It still runs");
    }
    return process.exitValue();
  }

  void terminate() {
    process.destroy();
  }

  /** With SIGKILL, which nobody can answer. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** How many files and sockets it has open. */
  int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
      return (int) open.count();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
