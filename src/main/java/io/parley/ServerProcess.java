package io.parley;

import io.parley.probe.PrintableOctets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs only while it is judged, with all processes that it starts. */
final class ServerProcess implements AutoCloseable {
  /** Characters of its output that are kept: the last ones say why it died. */
  private static final int MAX_OUTPUT = 8 * 1024;

  private static final int CONNECT_MILLIS = 500;
  private static final int POLL_MILLIS = 50;
  private static final int END_SECONDS = 5;

  /** How long the rest of the output of a command that has ended is read. */
  private static final int REST_MILLIS = 1_000;

  private final Process process;
  private final StringBuilder output = new StringBuilder();
  private final Set<ProcessHandle> tree = new LinkedHashSet<>();
  private final Thread reader;
  private final Thread atExit = new Thread(this::end, "end-server");

  private ServerProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read, "server-output");
    reader.setDaemon(true);
  }

  /**
   * Starts the command, and returns when the port accepts a connection.
   *
   * @throws IOException if something listens there before, or nothing in time, or the command ends;
   *     the message is for people
   */
  static ServerProcess start(String command, String host, int port, int seconds)
      throws IOException {
    if (isListening(host, port)) {
      throw new IOException(
          "something listens at " + host + ":" + port + " already, so it would be judged instead");
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    List<String> shell = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    ServerProcess server =
        new ServerProcess(new ProcessBuilder(shell).redirectErrorStream(true).start());
    Runtime.getRuntime().addShutdownHook(server.atExit);
    server.reader.start();
    server.process.getOutputStream().close();
    try {
      server.await(host, port, seconds);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void await(String host, int port, int seconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!isListening(host, port)) {
      if (hasEnded(POLL_MILLIS)) {
        throw new IOException(
            "the server command ended before " + host + ":" + port + " was open" + account());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the server command did not open "
                + host
                + ":"
                + port
                + " in "
                + seconds
                + " s"
                + lastOutput());
      }
    }
    note();
  }

  private static boolean isListening(String host, int port) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        return true;
      } catch (IOException e) {
        // Not at this address.
      }
    }
    return false;
  }

  /** Waits so long at most; a shell that left its server behind has not ended. */
  private boolean hasEnded(int millis) throws IOException {
    note();
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS) && !isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Remembers its processes: one whose parent ends can no longer be found. */
  private synchronized void note() {
    tree.add(process.toHandle());
    List.copyOf(tree).stream().flatMap(ProcessHandle::descendants).forEach(tree::add);
  }

  /** Whether the command, or a process that it left, still runs. */
  synchronized boolean isAlive() {
    return tree.stream().anyMatch(ProcessHandle::isAlive);
  }

  /** Says how it ended, with the last of its output. */
  String account() {
    if (process.isAlive()) {
      return lastOutput();
    }
    readRest();
    return ", with status " + process.exitValue() + lastOutput();
  }

  private void readRest() {
    try {
      reader.join(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastOutput() {
    String last;
    synchronized (output) {
      last = output.toString();
    }
    return last.isBlank()
        ? "; it printed nothing"
        : "; its last output:\n  " + String.join("\n  ", shown(last));
  }

  private static List<String> shown(String last) {
    return last.lines()
        .map(PrintableOctets::brief)
        .skip(Math.max(0, last.lines().count() - 20))
        .toList();
  }

  private void read() {
    byte[] octets = new byte[1024];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
        keep(new String(octets, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      return; // It has ended.
    }
  }

  private void keep(String more) {
    synchronized (output) {
      output.append(more);
      output.delete(0, Math.max(0, output.length() - MAX_OUTPUT));
    }
  }

  /** Ends all its processes: kindly, then by force. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // The process ends, and the hook runs.
    }
  }

  private synchronized void end() {
    note();
    tree.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        alive().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join();
    note();
    alive().forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> alive() {
    return List.copyOf(tree).stream().filter(ProcessHandle::isAlive);
  }
}
