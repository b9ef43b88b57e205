package io.parley.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis process of a test: on a free port of loopback, with its files in a folder of its own. It
 * is ended by its process id, at the latest when the JVM of the test ends. Thread-safe.
 */
public final class RedisServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end-redis"));
  }

  private final List<String> command;
  private final Path folder;
  private final int port;
  private volatile Process process;

  private RedisServer(List<String> command, Path folder, int port) throws IOException {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /**
   * Returns once it answers. It keeps no files, unless the lines say so.
   *
   * @param folder of the test; the server makes one of its own in it
   * @param lines of redis.conf, as {@code appendonly yes}
   */
  public static RedisServer start(Path folder, String... lines) throws IOException {
    return start(RedisProgram.find(), folder, List.of(), lines);
  }

  /** Like {@link #start}, with Redis 6.2, whatever is installed. */
  public static RedisServer startEmbedded(Path folder, String... lines) throws IOException {
    return start(RedisProgram.embedded(), folder, List.of(), lines);
  }

  static RedisServer sentinel(Path folder, String... lines) throws IOException {
    return start(RedisProgram.find(), folder, List.of("--sentinel"), lines);
  }

  private static RedisServer start(
      Path program, Path folder, List<String> arguments, String... lines) throws IOException {
    int port = FreePort.next();
    Path own = Files.createDirectories(folder.resolve("redis-" + port));
    List<String> file = new ArrayList<>();
    file.add("port " + port);
    file.add("bind 127.0.0.1");
    file.add("dir " + own);
    file.add("logfile " + own.resolve("log"));
    if (arguments.isEmpty()) {
      file.add("save \"\"");
    }
    file.addAll(List.of(lines));
    Path configuration = Files.write(own.resolve("redis.conf"), file);
    List<String> command = new ArrayList<>(List.of(program.toString(), configuration.toString()));
    command.addAll(arguments);
    RedisServer server = new RedisServer(command, own, port);
    try {
      server.awaitAnswer();
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://" + authority();
  }

  public String authority() {
    return "127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  /** What it has logged. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
  }

  /** Where it keeps its files. */
  public Path folder() {
    return folder;
  }

  /** Connects, sends one command, and returns the answer as {@link RedisWire#call} does. */
  public Object call(String... command) throws IOException {
    return RedisWire.once(port, command);
  }

  public boolean isPrimary() throws IOException {
    return info("role").equals("master");
  }

  /** The value of a field of {@code INFO}; an empty string where there is none. */
  public String info(String field) throws IOException {
    return String.valueOf(call("INFO", "everything"))
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** Whether it counts each connected replica as one that stores what it writes. */
  boolean hasReplicasOnline() throws IOException {
    return String.valueOf(call("INFO", "replication"))
        .lines()
        .filter(line -> line.matches("slave\\d+:.*"))
        .allMatch(line -> line.contains("state=online"));
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** The value of a line of its redis.conf. */
  String configured(String name) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("redis.conf"))) {
      return lines
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Halts the process; the kernel still accepts connections for it. */
  public void pause() throws IOException {
    signal("STOP");
  }

  /** Lets a halted process run again. */
  public void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new IOException("no process " + pid());
    }
  }

  /** Kills the process, halted or not, and returns once it has ended. */
  public void kill() {
    process.destroyForcibly().onExit().join();
    RUNNING.remove(process);
  }

  /** Ends the process as an operator does, so that it saves what it has to. */
  public void stop() {
    process.destroy();
    process
        .onExit()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .handle((ended, late) -> process.destroyForcibly())
        .join();
    RUNNING.remove(process);
  }

  /** Starts it again on the same port with the same files, and returns once it answers. */
  public void startAgain() throws IOException {
    launchAgain();
    awaitAnswer();
  }

  /** Starts it again on the same port with the same files, and returns at once. */
  public void launchAgain() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException("it still runs");
    }
    process = launch();
  }

  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    RUNNING.add(started);
    return started;
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("no Redis: " + Files.readString(folder.resolve("output")) + tail());
      }
      onceMore();
    }
  }

  private String tail() throws IOException {
    return Files.exists(folder.resolve("log")) ? log() : "";
  }

  private void onceMore() throws IOException {
    try {
      process.waitFor(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private boolean answers() {
    try (RedisWire wire = RedisWire.connect(port)) {
      wire.patience(1_000);
      return wire.text("PING").equals("PONG");
    } catch (RedisWire.RedisError e) {
      return !e.getMessage().startsWith("LOADING"); // Else it asks for a password.
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills the process. */
  @Override
  public void close() {
    kill();
  }
}
