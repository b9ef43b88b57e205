package io.parley.redisjudge;

import io.parley.tool.FreePort;
import io.parley.tool.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Parley server in a process of its own, on a port that it keeps. */
final class JudgedNode implements AutoCloseable {
  /** Three servers and six of Redis may start at once on a small machine. */
  private static final Duration START = Duration.ofMinutes(2);

  private final Path folder;
  private final List<String> command;
  private final int port = FreePort.next();
  private Process process;

  /**
   * Starts it, and does not wait.
   *
   * @param options of the server
   */
  JudgedNode(Path folder, Path war, List<String> options) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("node-" + port));
    command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + this.folder);
    command.addAll(List.of("-jar", war.toAbsolutePath().toString()));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(options);
    process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-node"));
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  int port() {
    return port;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Returns once it is ready for clients. */
  void awaitReady() {
    try {
      Until.isTrue("server is ready", START, this::isReady);
    } catch (AssertionError late) {
      throw new AssertionError(log(), late);
    }
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended: " + log());
    }
    return readiness() == 200;
  }

  /** The status of {@code /health/ready}. */
  int readiness() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              ("GET /health/ready HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      String line = new String(begin, StandardCharsets.US_ASCII);
      return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "nothing";
    }
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void startAgain() throws IOException {
    process = launch();
  }

  /** Ends it as an operator does. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
