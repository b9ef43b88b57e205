package io.parley.endpoint;

import java.util.HashMap;
import java.util.Map;

/** Counts who is here, so that never more are than may. Safe for many threads. */
final class Places {
  private final Capacity capacity;

  // Guarded by this.
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int taken;

  Places(Capacity capacity) {
    this.capacity = capacity;
  }

  synchronized boolean full() {
    return taken >= capacity.connections();
  }

  synchronized boolean full(String address) {
    return capacity.perAddress() > 0 && byAddress.getOrDefault(address, 0) >= capacity.perAddress();
  }

  /** False where none was free. */
  synchronized boolean take(String address) {
    if (full() || full(address)) {
      return false;
    }
    taken++;
    if (capacity.perAddress() > 0) {
      byAddress.merge(address, 1, Integer::sum);
    }
    return true;
  }

  synchronized void give(String address) {
    taken--;
    byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
