package io.parley.probe.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a client's command once for each case. */
public final class ClientCommand implements AutoCloseable {
  /** The name under which the results are kept. */
  public static final String AGENT = "command";

  /** What the command has to contain. */
  public static final String URL = "{url}";

  private static final int POLL_MILLIS = 20;

  /** How long a process may live on after its case, and a result may come after its process. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final int MAX_OUTPUT = 200;

  private final ClientProbe probe;
  private final List<String> words;
  private final Duration limit;
  private final Runnable step;
  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService threads;
  private volatile boolean stopped;

  /**
   * @param command is split into words; {@value #URL} becomes the URL of a case
   * @param jobs processes at a time
   * @param limit for each process
   * @param step called after each case
   */
  public ClientCommand(ClientProbe probe, String command, int jobs, Duration limit, Runnable step) {
    this.probe = probe;
    this.words = CommandWords.of(command);
    this.limit = limit;
    this.step = step;
    threads = Executors.newFixedThreadPool(jobs);
    for (int i = 0; i < jobs; i++) {
      threads.execute(this::work);
    }
    threads.shutdown();
  }

  /** Waits until all cases are played. */
  public void await() {
    try {
      boolean ended = false;
      while (!ended) {
        ended = threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    int number = next.incrementAndGet();
    while (number <= probe.count() && !stopped) {
      run(number);
      step.run();
      number = next.incrementAndGet();
    }
  }

  private void run(int number) {
    String url = probe.url() + "/case/" + number + "?agent=" + AGENT;
    try {
      Process process =
          new ProcessBuilder(words.stream().map(word -> word.replace(URL, url)).toList())
              .redirectErrorStream(true)
              .start();
      try {
        watch(process, number);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      probe.missed(AGENT, number, "the command cannot be started: " + e.getMessage());
    }
  }

  private void watch(Process process, int number) throws IOException {
    process.getOutputStream().close();
    CommandOutput output = new CommandOutput(process.getInputStream());
    long deadline = System.nanoTime() + limit.toNanos();
    boolean alive = true;
    while (alive && !isPlayed(number) && System.nanoTime() < deadline) {
      alive = !ends(process, POLL_MILLIS);
    }
    long patience = System.nanoTime() + FAREWELL.toNanos();
    while (!isPlayed(number) && System.nanoTime() < patience) {
      pause();
    }
    if (isPlayed(number)) {
      ends(process, FAREWELL.toMillis());
    } else {
      probe.missed(AGENT, number, "the command played no case; its output: " + output.text());
    }
  }

  private boolean isPlayed(int number) {
    return probe.result(AGENT, number).isPresent();
  }

  private boolean ends(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopped = true;
      return true;
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  /** Starts no more processes, and ends those that run. */
  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  /** Reads all that a process prints, so that it is never blocked, and keeps the beginning. */
  private static final class CommandOutput {
    private final StringBuilder kept = new StringBuilder();

    CommandOutput(InputStream in) {
      Thread reader = new Thread(() -> read(in), "client-command-output");
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream in) {
      byte[] buffer = new byte[1024];
      try {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          keep(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        return; // It ended.
      }
    }

    private synchronized void keep(String part) {
      if (kept.length() < MAX_OUTPUT) {
        kept.append(part);
      }
    }

    synchronized String text() {
      return kept.isEmpty() ? "nothing" : kept.toString();
    }
  }
}
