package io.parley.clients;

import io.parley.tool.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonFactory;

/** A client whose whole text is in {@code clients.md}. */
enum DocumentedClient {
  NODE("node", List.of("--version"), "chat.js", "member.js"),
  PYTHON("/usr/bin/python3", List.of("-c", "import websockets"), "client.py"),
  JAVA(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      List.of("--version"),
      "Client.java");

  private static final Path NODE_MODULES =
      Path.of(System.getProperty("parley.clients", "target/clients"), "ws", "node_modules")
          .toAbsolutePath();

  private final String program;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> check;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> files;

  DocumentedClient(String program, List<String> check, String... files) {
    this.program = program;
    this.check = check;
    this.files = List.of(files);
  }

  /** What is not installed, in words; empty where all is. */
  Optional<String> missing() throws InterruptedException {
    if (!succeeds()) {
      return Optional.of(program + " " + String.join(" ", check) + " fails");
    }
    return this == NODE && !Files.isDirectory(NODE_MODULES.resolve("ws"))
        ? Optional.of("-P clients did not fetch " + NODE_MODULES)
        : Optional.empty();
  }

  private boolean succeeds() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program)
              .command(concat(program, check))
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static List<String> concat(String first, List<String> more) {
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }

  /**
   * Starts the text of the document as a process.
   *
   * @param folder empty; gets the files
   */
  ResumeScenario.Client start(Path folder, String url, String name) throws IOException {
    for (String file : files) {
      Files.writeString(folder.resolve(file), Document.named("clients.md").file(file));
    }
    ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
    builder.command().addAll(List.of(files.get(0), url, name));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("NODE_PATH", NODE_MODULES.toString());
    return new Running(builder.redirectErrorStream(true).start());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(program));
    if (this == JAVA) {
      String jackson =
          JsonFactory.class.getProtectionDomain().getCodeSource().getLocation().getPath();
      command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", jackson));
    }
    return command;
  }

  /** Reads what it prints in a thread, for nothing else can wait for a line with a limit. */
  private static final class Running implements ResumeScenario.Client {
    /** Seconds, on a busy machine. */
    private static final int PATIENCE = 30;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Running(Process process) {
      this.process = process;
      Thread reader =
          new Thread(
              () ->
                  process
                      .inputReader(StandardCharsets.UTF_8)
                      .lines()
                      .filter(line -> !line.startsWith("server: "))
                      .forEach(lines::add),
              "output of a client");
      reader.setDaemon(true);
      reader.start();
    }

    @Override
    public void say(String text) throws IOException {
      process.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    @Override
    public String printed() throws InterruptedException {
      String line = lines.poll(PATIENCE, TimeUnit.SECONDS);
      return line == null ? "nothing; it is alive: " + process.isAlive() : line;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
