package io.parley.broker.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which primary has which slot. Immutable.
 *
 * @param bySlot a shard for each slot
 * @param primaries by their address
 */
record ClusterSlots(List<Shard> bySlot, Map<ClusterNode, Primary> primaries) {
  private static final Shard MISSING = new MissingShard();

  ClusterSlots {
    bySlot = Collections.unmodifiableList(bySlot);
    primaries = Collections.unmodifiableMap(primaries);
  }

  /** Nobody is known to have a slot. */
  static ClusterSlots none() {
    return new ClusterSlots(
        new ArrayList<>(Collections.nCopies(ClusterView.SLOTS, MISSING)), Map.of());
  }

  /**
   * Assigns slots as a view says.
   *
   * @param opening gives the primary at an address
   */
  static ClusterSlots of(ClusterView view, Function<ClusterNode, Primary> opening) {
    List<Shard> bySlot = new ArrayList<>(Collections.nCopies(ClusterView.SLOTS, MISSING));
    Map<ClusterNode, Primary> primaries = new LinkedHashMap<>();
    for (ClusterView.Range range : view.ranges()) {
      Primary primary = primaries.computeIfAbsent(range.primary(), opening);
      Collections.fill(bySlot.subList(range.first(), range.last() + 1), primary);
    }
    return new ClusterSlots(bySlot, primaries);
  }

  Shard of(int slot) {
    return bySlot.get(slot);
  }

  /** Whether a slot has no primary, or a primary is not connected. */
  boolean isIncomplete() {
    return bySlot.contains(MISSING)
        || primaries.values().stream().anyMatch(primary -> !primary.isConnected());
  }
}
