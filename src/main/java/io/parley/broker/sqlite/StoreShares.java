package io.parley.broker.sqlite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A quota of stored bytes for each address and each account. While less than a quarter of the store
 * is left, each may have added at most a quarter of what is left. Added bytes count less as they
 * age, and are forgotten at a restart. For one thread.
 */
final class StoreShares {
  /**
   * A quarter: below this part of the store space is scarce, and one account may have this part of
   * it.
   */
  private static final int PART = 4;

  /** An account that added less than this part of the store may be forgotten: it hardly matters. */
  private static final int SMALL_PART = 4_096;

  private static final int LEAST_PRUNED = 1_024;

  private final long total;
  private final double age;
  private final Map<String, Added> added = new HashMap<>();
  private int pruneAt = LEAST_PRUNED;

  /** The bytes that counted at a time in milliseconds. */
  private record Added(double bytes, long at) {}

  StoreShares(StoreLimits storeLimits) {
    total = storeLimits.totalBytes();
    age = storeLimits.age().toMillis();
  }

  /**
   * Whether all accounts may add more.
   *
   * @param bytes by which the store would grow
   * @param space bytes that are left
   */
  boolean allows(List<String> accounts, long bytes, long space, long now) {
    return space >= total / PART
        || bytes <= 0
        || accounts.stream().allMatch(account -> of(account, now) + bytes <= (double) space / PART);
  }

  /**
   * Counts bytes that were added.
   *
   * @param bytes by which the store grew; negative where it shrank
   */
  void count(List<String> accounts, long bytes, long now) {
    for (String account : accounts) {
      added.put(account, new Added(Math.max(0, of(account, now) + bytes), now));
    }
    if (added.size() >= pruneAt) {
      added.keySet().removeIf(account -> of(account, now) < (double) total / SMALL_PART);
      pruneAt = Math.max(LEAST_PRUNED, 2 * added.size());
    }
  }

  private double of(String account, long now) {
    Added known = added.get(account);
    return known == null ? 0 : known.bytes * Math.exp(Math.min(0, known.at - now) / age);
  }

  /** Returns the number of known accounts. */
  int size() {
    return added.size();
  }
}
