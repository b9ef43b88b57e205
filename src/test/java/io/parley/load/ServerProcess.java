package io.parley.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that is ready, in a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("(?:ready at |localhost:)(\\d+)");
  private static final int END_SECONDS = 15;

  /** How long it is watched, and the part of a core above which it is busy. */
  private static final long WATCHED_MILLIS = 300;

  private static final double BUSY = 0.1;
  private static final int QUIET_SECONDS = 30;

  private final MeasuredServer server;
  private final Process process;
  private final Path folder;
  private final int port;
  private final long startNanos;

  private ServerProcess(
      MeasuredServer server, Process process, Path folder, int port, long startNanos) {
    this.server = server;
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.startNanos = startNanos;
  }

  /** Returns once it printed its port. */
  static ServerProcess start(MeasuredServer server, String cores) throws IOException {
    Path folder = Files.createTempDirectory("parley-performance-");
    List<String> command =
        server.command().stream()
            .map(each -> each.replace("{folder}", folder.resolve("data").toString()))
            .toList();
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(CorePinning.pinned(cores, command))
            .redirectError(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    int port = port(process);
    ServerProcess started =
        new ServerProcess(server, process, folder, Math.max(0, port), System.nanoTime() - before);
    if (port < 0) {
      String log = Files.readString(folder.resolve("log"));
      started.close();
      throw new LoadFailure("did not start: " + log.lines().findFirst().orElse("no word of it"));
    }
    return started;
  }

  /** Negative if it ended before it printed one. */
  private static int port(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    return -1;
  }

  LoadCommand addressed(LoadCommand command) {
    return command.to(port, pid());
  }

  long pid() {
    return process.pid();
  }

  boolean isJvm() {
    return Path.of(server.command().get(0)).endsWith("java");
  }

  /** From its start to the line that has its port. */
  double startMillis() {
    return startNanos / 1e6;
  }

  /** Waits until it has done what follows a load, such as the end of thousands of connections. */
  void awaitQuiet() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
    while (isBusy() && System.nanoTime() < end) {
      // Watched again.
    }
  }

  private boolean isBusy() {
    long before = ProcessCost.cpuNanos(pid());
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCHED_MILLIS));
    long used = ProcessCost.cpuNanos(pid()) - before;
    return used > BUSY * TimeUnit.MILLISECONDS.toNanos(WATCHED_MILLIS);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServerProcess::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
