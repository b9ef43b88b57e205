package io.parley.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many rooms each address and each account may open, so that nobody takes all there are:
 * {@value #ALWAYS}, and beyond that as many as a quarter of those that are vacant. The more some
 * have taken the less they may take, and some are always left. Who opens rooms fast is limited by a
 * rate. Safe for many threads.
 */
final class RoomQuota {
  /** Rooms that anybody may have opened, as long as any is vacant. */
  static final int ALWAYS = 100;

  /** Rooms that may be opened at once, as after a restart, before the rate counts. */
  static final int BURST = 1_000;

  private static final int SHARE = 4;
  private static final int LEAST_PRUNED = 1_024;

  private final long cost;
  private final Map<String, Account> accounts = new HashMap<>();
  private int pruneAt = LEAST_PRUNED;

  /** What one address or account has taken. */
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
   * @param keys for whom it is counted
   * @param vacant rooms that nobody has opened
   * @return whether all of them may open it; else it is not counted
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

  /** The room is gone. */
  synchronized void close(List<String> keys) {
    keys.forEach(key -> accounts.computeIfPresent(key, (k, account) -> given(account)));
  }

  private static Account given(Account account) {
    account.open--;
    return account;
  }

  /** Forgets who has nothing and may open as many as anybody. */
  private void prune(long now) {
    if (accounts.size() >= pruneAt) {
      accounts.values().forEach(account -> account.earn(now));
      accounts.values().removeIf(Account::isUnused);
      pruneAt = Math.max(LEAST_PRUNED, 2 * accounts.size());
    }
  }

  /** How many are known. */
  synchronized int size() {
    return accounts.size();
  }
}
