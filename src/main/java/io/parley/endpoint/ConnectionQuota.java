package io.parley.endpoint;

import java.util.HashMap;
import java.util.Map;

/** Counts connections, in all and by address, and enforces their limits. Thread-safe. */
final class ConnectionQuota {
  private final ConnectionLimits connectionLimits;

  // Guarded by this.
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int taken;

  ConnectionQuota(ConnectionLimits connectionLimits) {
    this.connectionLimits = connectionLimits;
  }

  synchronized boolean full() {
    return taken >= connectionLimits.connections();
  }

  synchronized boolean full(String address) {
    return connectionLimits.perAddress() > 0
        && byAddress.getOrDefault(address, 0) >= connectionLimits.perAddress();
  }

  /** Takes one connection; returns false where a limit is reached. */
  synchronized boolean take(String address) {
    if (full() || full(address)) {
      return false;
    }
    taken++;
    if (connectionLimits.perAddress() > 0) {
      byAddress.merge(address, 1, Integer::sum);
    }
    return true;
  }

  synchronized void give(String address) {
    taken--;
    byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
