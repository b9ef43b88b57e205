package io.parley.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A full server in its own process; it writes only into a folder of the test. */
final class ServerProcess implements Container {
  /** Seconds for a start or a stop on a busy machine. */
  private static final long PATIENCE_S = 300;

  /**
   * Makes each JVM of a server compile quickly rather than well: it lives for a minute, most of
   * which is its start.
   */
  private static final String QUICKLY = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Path log;
  private final int port;
  private final int http2Port;

  private ServerProcess(Process process, Path log, int port, int http2Port) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.http2Port = http2Port;
  }

  /** Copies it with a port of its own for HTTP/2. */
  ServerProcess withHttp2(int other) {
    return new ServerProcess(process, log, port, other);
  }

  /** Returns once the page is served at every context. */
  static ServerProcess start(
      Path work, int port, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return launch(work, port, environment, command).serving();
  }

  /**
   * Does not wait.
   *
   * @param work becomes the current folder
   */
  static ServerProcess launch(
      Path work, int port, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = work.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Deployment.environment());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JDK_JAVA_OPTIONS", QUICKLY);
    builder.environment().putAll(environment);
    ServerProcess server = new ServerProcess(builder.start(), log, port, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
    return server;
  }

  /** Returns once the page is served at every context. */
  ServerProcess serving() throws IOException, InterruptedException {
    for (String context : Deployment.CONTEXTS) {
      await(() -> serves(context), "serve " + context + "/");
    }
    return this;
  }

  /** Tries until it is true; fails where that takes too long, or the server has ended. */
  void await(Callable<Boolean> condition, String what) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!holds(condition)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("it does not " + what + ": " + said());
      }
      Thread.sleep(200); // Nobody tells when a server is ready.
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws IOException {
    try {
      return condition.call();
    } catch (Exception fault) {
      throw new IOException(fault);
    }
  }

  /** Of this JVM. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** One that nobody listens on; most servers cannot say which one they chose. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean serves(String context) throws InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + port + context + "/");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
    try {
      String body = Pages.CLIENT.send(request, BodyHandlers.ofString()).body();
      return body.contains("id=\"messageInput\"");
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int http2Port() {
    return http2Port;
  }

  @Override
  public List<String> contexts() {
    return Deployment.CONTEXTS;
  }

  /** By SIGTERM. */
  @Override
  public void stop() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
    kill();
    if (!ended) {
      throw new IllegalStateException("it does not stop: " + said());
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
