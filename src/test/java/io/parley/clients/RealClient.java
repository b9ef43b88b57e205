package io.parley.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client of another project; its program is in {@code src/test/clients}. */
enum RealClient {
  JETTY_12_0("jetty", "java"),
  TYRUS("tyrus", "java"),
  VERTX("vertx", "java"),
  ASYNC_HTTP_CLIENT("async-http-client", "java"),
  TORNADO("tornado", "/usr/bin/python3", "-c", "import tornado"),
  MOJOLICIOUS("mojolicious", "/usr/bin/perl", "-MMojolicious", "-e", "1"),
  WS("ws", "node", "--version");

  /** Seconds, on a busy machine. */
  private static final int PATIENCE = 120;

  private final String folder;
  private final String program;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> check;

  RealClient(String folder, String program, String... check) {
    this.folder = folder;
    this.program = program;
    this.check = List.of(check);
  }

  /** What is not installed, in words; empty where all is. */
  Optional<String> missing() throws InterruptedException {
    if (!check.isEmpty() && !succeeds()) {
      return Optional.of(program + " " + String.join(" ", check) + " fails");
    }
    boolean fetched = program.equals("java") || this == WS;
    return fetched && !Files.isDirectory(jars())
        ? Optional.of("-P clients did not fetch " + jars())
        : Optional.empty();
  }

  private boolean succeeds() throws InterruptedException {
    try {
      Process process = process(Stream.concat(Stream.of(program), check.stream()).toList());
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private Path jars() {
    return Path.of(System.getProperty("parley.clients", "target/clients"), folder);
  }

  /** All that it says until it ends: its version, and each message that it heard. */
  List<String> talk(String url, List<String> messages) throws IOException, InterruptedException {
    Process process = process(Stream.of(command(url), messages).flatMap(List::stream).toList());
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(PATIENCE, TimeUnit.SECONDS);
      return said.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process process(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private List<String> command(String url) {
    Path source = Path.of("src", "test", "clients", folder);
    return switch (this) {
      case TORNADO -> List.of(program, source.resolve("client.py").toString(), url);
      case MOJOLICIOUS -> List.of(program, source.resolve("client.pl").toString(), url);
      case WS ->
          List.of(
              program,
              source.resolve("client.js").toString(),
              jars().resolve("node_modules/ws").toAbsolutePath().toString(),
              url);
      default ->
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Dfile.encoding=UTF-8",
              "-Dstdout.encoding=UTF-8",
              "-cp",
              jars() + "/*",
              source.resolve("Client.java").toString(),
              url);
    };
  }
}
