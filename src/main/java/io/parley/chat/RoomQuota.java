package io.parley.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A quota of open rooms for each address and each account, so that none takes them all.
 *
 * <p>Each may have {@value #ALWAYS} open, or up to a quarter of the vacant rooms where that is
 * more. So the quota shrinks as rooms are taken, and some always stay vacant. A rate limit applies
 * as well. Thread-safe.
 */
final class RoomQuota {
  /** Rooms that each may have open as long as any is vacant. */
  static final int ALWAYS = 100;

  /** Rooms that may be opened in one burst, as after a restart, before the rate applies. */
  static final int BURST = 1_000;

  private static final int SHARE = 4;
  private static final int LEAST_PRUNED = 1_024;

  private final long cost;
  private final Map<String, Account> accounts = new HashMap<>();
  private int pruneAt = LEAST_PRUNED;

  /** The rooms and the rate of one address or account. */
  private final class Account {
    int open;
    long credit = BURST * cost;
    long last;

    Account(long now) {
      last = now;
    }

    void earn(long now) {
      credit = Math.min(BURST * cost, credit + now - last);
      last = now;
    }

    boolean allows(int vacant) {
      return credit >= cost && (open < ALWAYS || open < vacant / SHARE);
    }

    boolean isUnused() {
      return open == 0 && credit >= BURST * cost;
    }
  }

  /**
   * @param perMinute rooms that one address or account may open on average; 0 for any number
   */
  RoomQuota(int perMinute) {
    cost = perMinute == 0 ? 0 : TimeUnit.MINUTES.toNanos(1) / perMinute;
  }

  /**
   * Counts a room that is opened.
   *
   * @param keys the addresses and accounts whose quota counts it
   * @param vacant rooms that nobody has opened
   * @return whether all of them may open it; otherwise it is not counted
   */
  synchronized boolean open(List<String> keys, int vacant, long now) {
    prune(now);
    List<Account> all =
        keys.stream().map(key -> accounts.computeIfAbsent(key, k -> new Account(now))).toList();
    all.forEach(account -> account.earn(now));
    if (!all.stream().allMatch(account -> account.allows(vacant))) {
      return false;
    }
    for (Account account : all) {
      account.open++;
      account.credit -= cost;
    }
    return true;
  }

  /** Returns a closed room to the quotas. */
  synchronized void close(List<String> keys) {
    keys.forEach(key -> accounts.computeIfPresent(key, (k, account) -> given(account)));
  }

  private static Account given(Account account) {
    account.open--;
    return account;
  }

  /** Removes accounts without open rooms and with full credit. */
  private void prune(long now) {
    if (accounts.size() >= pruneAt) {
      accounts.values().forEach(account -> account.earn(now));
      accounts.values().removeIf(Account::isUnused);
      pruneAt = Math.max(LEAST_PRUNED, 2 * accounts.size());
    }
  }

  /** Returns the number of known accounts. */
  synchronized int size() {
    return accounts.size();
  }
}
