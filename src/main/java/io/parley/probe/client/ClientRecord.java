package io.parley.probe.client;

import io.parley.probe.CaseResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The results of one client. Thread-safe. */
final class ClientRecord {
  /** A client that opens more connections than this reuses a key sooner or later. */
  private static final int MAX_KEPT = 10_000;

  private final Map<Integer, CaseResult> results = new TreeMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> masks = new HashSet<>();

  /** The keys and masks before this connection. */
  synchronized ClientHistory history() {
    return new ClientHistory(keys, masks);
  }

  /** Keeps the result of a case; a later one replaces it. */
  synchronized void add(int number, CaseResult result) {
    results.put(number, result);
  }

  /** Keeps what no later connection may repeat. */
  synchronized void remember(Observation seen) {
    if (keys.size() < MAX_KEPT) {
      keys.add(seen.request().key());
      seen.frames().stream().limit(1).map(ClientFrame::mask).forEach(masks::add);
    }
  }

  synchronized Optional<CaseResult> result(int number) {
    return Optional.ofNullable(results.get(number));
  }
}
