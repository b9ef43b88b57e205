package io.parley.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The WAR in its own process, on loopback and a free port, with little memory. */
final class Target implements AutoCloseable {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern TRACE =
      Pattern.compile("^(\\tat |\\s+at [a-z]|Caused by: )|OutOfMemoryError");
  private static final long PATIENCE_S = 30;

  private static final int HISTOGRAMS = 3;

  private final Path war;
  private final Path folder;
  private final List<String> arguments;
  private final long fileKilobytes;
  private Process process;
  private int port;

  /**
   * What a process holds; -1 for what cannot be known.
   *
   * @param heap bytes that are reachable, after a collection
   */
  record Use(long heap, int threads, int descriptors) {}

  private Target(Path war, Path folder, List<String> arguments, long fileKilobytes) {
    this.war = war;
    this.folder = folder;
    this.arguments = arguments;
    this.fileKilobytes = fileKilobytes;
  }

  /**
   * Returns once it serves.
   *
   * @param fileKilobytes the largest file that it can write, 0 for any: as a disk that is full
   */
  static Target start(Path war, List<String> arguments, long fileKilobytes) throws IOException {
    Path folder = Files.createTempDirectory("parley-attack-");
    Target target = new Target(war.toAbsolutePath(), folder, arguments, fileKilobytes);
    target.start();
    return target;
  }

  /** Starts it again on the same folder, after it ended. */
  void start() throws IOException {
    String limit = fileKilobytes > 0 ? "ulimit -f " + fileKilobytes + "; " : "";
    List<String> command = new ArrayList<>(List.of("bash", "-c", limit + "exec \"$@\"", "parley"));
    command.addAll(List.of(BIN.resolve("java").toString(), "-Xmx256m"));
    command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-XX:-UsePerfData", "-jar", "" + war));
    command.addAll(List.of("--port", "0", "--host", "127.0.0.1", "--drain", "1s"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    process = builder.start();
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw new IOException("It did not start: " + Files.readString(log()));
    }
    port = Integer.parseInt(line.replaceAll("/$", "").replaceAll(".*:|\\D", ""));
  }

  int port() {
    return port;
  }

  Path data() {
    return folder.resolve("data");
  }

  private Path log() {
    return folder.resolve("log");
  }

  String printed() throws IOException {
    return Files.readString(log(), StandardCharsets.ISO_8859_1);
  }

  /** Lines of stack traces that it printed, and of memory that ran out. */
  long traces() throws IOException {
    return printed().lines().filter(line -> TRACE.matcher(line).find()).count();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Whether it says by itself that it can serve. */
  boolean ready() {
    String request = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try {
      return Peer.ask(port, 1, request).startsWith("HTTP/1.1 200 ");
    } catch (IOException e) {
      return false;
    }
  }

  Use use() throws IOException, InterruptedException {
    return new Use(heap(), status("Threads:"), descriptors());
  }

  /** The least of some: a collection that is put off counts what is garbage too. */
  private long heap() throws IOException, InterruptedException {
    long least = histogram();
    for (int more = 1; more < HISTOGRAMS; more++) {
      least = Math.min(least, histogram());
    }
    return least;
  }

  private long histogram() throws IOException, InterruptedException {
    Path output = folder.resolve("histogram");
    Process jcmd =
        new ProcessBuilder("" + BIN.resolve("jcmd"), "" + process.pid(), "GC.class_histogram")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!jcmd.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
      return -1;
    }
    return Files.readString(output)
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> Long.parseLong(line.replaceFirst("Total\\s+\\d+\\s+(\\d+).*", "$1")))
        .findFirst()
        .orElse(-1L);
  }

  private int status(String name) {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> Integer.parseInt(line.substring(name.length()).strip()))
          .findFirst()
          .orElse(-1);
    } catch (IOException | UncheckedIOException e) {
      return -1;
    }
  }

  int descriptors() {
    try (Stream<Path> files = Files.list(proc("fd"))) {
      return (int) files.count();
    } catch (IOException | UncheckedIOException e) {
      return -1;
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  /** Asks it to stop, and returns its status, or -1 if it does not. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(PATIENCE_S, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Ends it as a loss of power would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
