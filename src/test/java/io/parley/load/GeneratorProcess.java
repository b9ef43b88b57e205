package io.parley.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link LoadGenerator} in a process of its own. */
final class GeneratorProcess implements AutoCloseable {
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  /** On these cores. */
  GeneratorProcess(String cores) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            LoadGenerator.class.getName());
    process =
        new ProcessBuilder(CorePinning.pinned(cores, command))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Fails if what the server did was wrong. */
  LoadResult run(LoadCommand command) throws IOException {
    commands.write(command.line() + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the load generator ended");
    }
    return LoadResult.parse(answer);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
