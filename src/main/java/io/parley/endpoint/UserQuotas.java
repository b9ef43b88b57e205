package io.parley.endpoint;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of each user and limits what it sends over all of them. A user who has
 * left is remembered until its rates are restored, so that a new connection brings no new burst.
 * Thread-safe.
 */
final class UserQuotas {
  private static final int LEAST_PRUNED = 1_024;

  private final UserLimits limits;
  private final int maxMessage;

  // Guarded by this.
  private final Map<String, Usage> users = new HashMap<>();
  private int pruneAt = LEAST_PRUNED;

  private static final class Usage {
    final RateLimiter rateLimiter;
    int connections;

    Usage(RateLimiter rateLimiter) {
      this.rateLimiter = rateLimiter;
    }
  }

  /**
   * @param maxMessage bytes of the largest message, which passes at any rate
   */
  UserQuotas(UserLimits limits, int maxMessage) {
    this.limits = limits;
    this.maxMessage = maxMessage;
  }

  /** Whether a user may open no further connection. */
  synchronized boolean full(String user) {
    Usage usage = users.get(user);
    return limits.connections() > 0 && usage != null && usage.connections >= limits.connections();
  }

  /** Takes one connection; returns false where the limit is reached. */
  synchronized boolean take(String user) {
    if (full(user)) {
      return false;
    }
    prune();
    usage(user).connections++;
    return true;
  }

  synchronized void give(String user) {
    users.get(user).connections--;
  }

  /** Returns the limiter that all connections of a user share. The user has taken a connection. */
  synchronized RateLimiter rateLimiter(String user) {
    return usage(user).rateLimiter;
  }

  /** Returns the number of users that are remembered. */
  synchronized int size() {
    return users.size();
  }

  private Usage usage(String user) {
    return users.computeIfAbsent(user, name -> new Usage(RateLimiter.of(limits, maxMessage)));
  }

  private void prune() {
    if (users.size() >= pruneAt) {
      long now = System.nanoTime();
      users.values().removeIf(usage -> usage.connections == 0 && usage.rateLimiter.isRestored(now));
      pruneAt = Math.max(LEAST_PRUNED, 2 * users.size());
    }
  }
}
