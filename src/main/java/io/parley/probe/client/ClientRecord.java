package io.parley.probe.client;

import io.parley.probe.CaseResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The results of one client. Thread-safe. */
final class ClientRecord {
  /** A client that opens more connections than this reuses a key sooner or later. */
  private static final int MAX_KEPT = 10_000;

  private final Map<Integer, CaseResult> results = new TreeMap<>();
  private final List<Integer> underWay = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> masks = new HashSet<>();

  /**
   * Begins a case, which {@link #end} has to end.
   *
   * @return the keys and masks before this connection
   */
  synchronized ClientHistory begin(int number, String key) {
    underWay.add(number);
    ClientHistory before = new ClientHistory(keys, masks);
    if (keys.size() < MAX_KEPT) {
      keys.add(key);
    }
    return before;
  }

  synchronized void end(int number) {
    underWay.remove((Integer) number);
    notifyAll();
  }

  /**
   * Waits until no case is under way. The client may know that a case has ended, and ask for its
   * report, before that case is judged.
   */
  synchronized void awaitEnds(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      long left = limit.toNanos();
      while (!underWay.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized boolean isUnderWay(int number) {
    return underWay.contains(number);
  }

  /** Keeps the result of a case; a later one replaces it. */
  synchronized void add(int number, CaseResult result) {
    results.put(number, result);
  }

  /** Keeps the first mask of a connection, which no later one may repeat. */
  synchronized void remember(List<ClientFrame> frames) {
    if (masks.size() < MAX_KEPT) {
      frames.stream().limit(1).map(ClientFrame::mask).forEach(masks::add);
    }
  }

  synchronized Optional<CaseResult> result(int number) {
    return Optional.ofNullable(results.get(number));
  }
}
