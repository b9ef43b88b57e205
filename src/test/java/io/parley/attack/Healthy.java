package io.parley.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Two members of a room that is not attacked; one sends a message at a steady rate. */
final class Healthy implements AutoCloseable {
  /** Milliseconds between two messages. */
  private static final long PACE = 25;

  /** Milliseconds that the last acknowledgements may take. */
  private static final long PATIENCE = 10_000;

  /** Of the 127.0.0.x: no attacker's. */
  private static final int ADDRESS = 2;

  private final Peer speaker;
  private final Peer listener;
  private final Queue<Long> outstanding = new ConcurrentLinkedQueue<>();
  private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
  private final AtomicLong heard = new AtomicLong();
  private final Thread[] threads;
  private long sent;
  private volatile boolean stopped;

  /**
   * What the two felt.
   *
   * @param half median of the delay of an acknowledgement, in milliseconds; -1 if there is none
   * @param most the 99th percentile, likewise
   */
  record Felt(long sent, long acknowledged, long heard, double half, double most) {
    /** Everything that was said was acknowledged and delivered. */
    boolean complete() {
      return sent > 0 && acknowledged == sent && heard == sent;
    }
  }

  Healthy(Target target) throws IOException {
    listener = Peer.open(target.port(), ADDRESS, "/chat/healthy");
    speaker = Peer.open(target.port(), ADDRESS, "/chat/healthy");
    threads =
        new Thread[] {new Thread(this::speak), new Thread(this::count), new Thread(this::listen)};
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void speak() {
    byte[] message = Frames.text("all is well");
    long due = System.nanoTime();
    try {
      while (!stopped) {
        due = Math.max(due + TimeUnit.MILLISECONDS.toNanos(PACE), System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        sent++;
        outstanding.add(System.nanoTime());
        speaker.send(message);
      }
    } catch (IOException | InterruptedException e) {
      stopped = true;
    }
  }

  private void count() {
    try {
      while (true) {
        if (speaker.read().text().equals("data received")) {
          delays.add(System.nanoTime() - outstanding.remove());
        }
      }
    } catch (IOException e) {
      stopped = true;
    }
  }

  private void listen() {
    try {
      while (true) {
        if (listener.read().text().equals("all is well")) {
          heard.incrementAndGet();
        }
      }
    } catch (IOException e) {
      stopped = true;
    }
  }

  /** Begins to count anew. */
  void forget() {
    delays.clear();
  }

  /** Stops speaking, and waits for what is outstanding. */
  Felt stop() throws InterruptedException {
    stopped = true;
    threads[0].join();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    while (System.nanoTime() < end
        && threads[1].isAlive()
        && (!outstanding.isEmpty() || heard.get() < sent)) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Felt(
        sent, sent - outstanding.size(), heard.get(), share(sorted, 0.5), share(sorted, 0.99));
  }

  private static double share(long[] sorted, double share) {
    return sorted.length == 0 ? -1 : sorted[(int) ((sorted.length - 1) * share)] / 1e6;
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    speaker.close();
    listener.close();
    Arrays.stream(threads).forEach(Thread::interrupt);
  }
}
