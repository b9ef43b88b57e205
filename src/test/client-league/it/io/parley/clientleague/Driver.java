package io.parley.clientleague;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs the driver of a client through all cases, and starts it again behind a case that ended it.
 */
final class Driver {
  /** Seconds; a driver gives up a case after 20, and says so. */
  private static final int SILENCE = 60;

  private final Contestant contestant;
  private final Path log;
  private final List<String> command;
  private final List<Integer> crashed = new ArrayList<>();
  private String version = "";
  private int last;

  Driver(Contestant contestant, Path log, String url) {
    this.contestant = contestant;
    this.log = log;
    command = new ArrayList<>(contestant.command());
    command.addAll(List.of(url, contestant.name()));
  }

  /**
   * What a run said.
   *
   * @param crashed the cases at which the process of the client ended or went silent
   */
  record Run(String version, List<Integer> crashed) {}

  /** Plays all cases; empty where the client is not installed, and then the log says why. */
  Optional<Run> playAll(int count) throws IOException, InterruptedException {
    last = 0;
    while (last < count) {
      int before = last;
      boolean finished = play(before + 1, count);
      if (!finished && version.isEmpty()) {
        return Optional.empty();
      }
      if (!finished && last == before) {
        throw new IOException(contestant.name() + " played no case; see " + log);
      }
      if (!finished) {
        crashed.add(last);
      }
    }
    return Optional.of(new Run(version, List.copyOf(crashed)));
  }

  /** Whether the process played all of them. */
  private boolean play(int from, int to) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(Integer.toString(from), Integer.toString(to)));
    Process process =
        contestant
            .builder(whole)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      follow(process);
      return process.waitFor(SILENCE, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Until the process ends its output or goes silent. */
  private void follow(Process process) throws InterruptedException {
    BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(process, lines));
    reader.setDaemon(true);
    reader.start();
    Optional<String> line = lines.poll(SILENCE, TimeUnit.SECONDS);
    while (line != null && line.isPresent()) {
      hear(line.get());
      line = lines.poll(SILENCE, TimeUnit.SECONDS);
    }
    if (line == null) {
      process.destroyForcibly();
    }
  }

  private static void read(Process process, BlockingQueue<Optional<String>> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().map(Optional::of).forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      // As at the end of the output.
    }
    lines.add(Optional.empty());
  }

  private void hear(String line) {
    if (line.startsWith("case ")) {
      last = Integer.parseInt(line.substring("case ".length()));
    } else if (line.startsWith("version ")) {
      version = line.substring("version ".length());
    }
  }
}
