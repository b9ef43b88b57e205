package io.parley.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server in its own process, with the same JVM and heap for each. */
final class Subject implements AutoCloseable {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final String name;
  private final Process process;
  private final Path work;
  private final int port;

  private Subject(String name, Path work, List<String> arguments) throws IOException {
    this.name = name;
    this.work = work;
    List<String> command = new ArrayList<>();
    command.add(BIN.resolve("java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseG1GC", "-Djava.io.tmpdir=" + work));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    port = Integer.parseInt(firstLine().replaceAll(".*:|\\D", ""));
  }

  static Subject bareJetty() throws IOException {
    String classPath = System.getProperty("java.class.path");
    return new Subject(
        "bare Jetty", folder(), List.of("-cp", classPath, BareJetty.class.getName()));
  }

  static Subject parley(Path war) throws IOException {
    Path work = folder();
    List<String> command = List.of("-jar", war.toString(), "--port", "0", "--data", "none");
    return new Subject("Parley", work, command);
  }

  private static Path folder() throws IOException {
    return Files.createTempDirectory("parley-load-");
  }

  private String firstLine() throws IOException {
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw new IOException(name + " did not start");
    }
    return line.replaceAll("/$", "");
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Bytes of the objects that are reachable, after a full collection. */
  long liveBytes() throws IOException {
    String pid = Long.toString(process.pid());
    Process jcmd =
        new ProcessBuilder(BIN.resolve("jcmd").toString(), pid, "GC.class_histogram").start();
    try (Stream<String> lines = jcmd.inputReader().lines()) {
      String total = lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
      return Long.parseLong(total.replaceFirst("Total\\s+\\d+\\s+(\\d+).*", "$1"));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(work)) {
      files.sorted(Comparator.reverseOrder()).forEach(Subject::delete);
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
