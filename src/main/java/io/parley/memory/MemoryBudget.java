package io.parley.memory;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A budget of all bytes that peers make the process hold, roughly as heap bytes. Above the limit,
 * the peers that hold most are evicted. Thread-safe.
 */
public final class MemoryBudget {
  /**
   * Tenths of the limit down to which peers are evicted, so that not every further byte evicts one.
   */
  private static final int KEPT_TENTHS = 9;

  private final long limit;
  private final Map<MemoryUse, LongAdder> uses = new EnumMap<>(MemoryUse.class);
  private final AtomicLong inAccounts = new AtomicLong();
  private final ConcurrentMap<MemoryUse, LongSupplier> others = new ConcurrentHashMap<>();
  private final Set<MemoryAccount> accounts = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean evicting = new AtomicBoolean();
  private final LongAdder evictions = new LongAdder();

  private record Claim(MemoryAccount account, long held) {}

  /**
   * @param limit in bytes
   */
  public MemoryBudget(long limit) {
    this.limit = limit;
    for (MemoryUse use : MemoryUse.values()) {
      uses.put(use, new LongAdder());
    }
  }

  /** Opens an account for one more peer, which must be closed. */
  public MemoryAccount open(MemoryAccount.Holder holder) {
    MemoryAccount account = new MemoryAccount(this, holder);
    accounts.add(account);
    return account;
  }

  /**
   * Adds a source of bytes that belong to no single peer and are bounded elsewhere; one for each
   * use.
   */
  public void count(MemoryUse use, LongSupplier bytes) {
    others.put(use, bytes);
  }

  void add(MemoryUse use, long bytes) {
    uses.get(use).add(bytes);
    inAccounts.addAndGet(bytes);
  }

  void forget(MemoryAccount account) {
    accounts.remove(account);
  }

  /** Evicts the peers that hold most while the budget is exceeded. Does not block. */
  public void settle() {
    if (used() > limit && evicting.compareAndSet(false, true)) {
      try {
        evict();
      } finally {
        evicting.set(false);
      }
    }
  }

  private void evict() {
    long kept = limit / 10 * KEPT_TENTHS;
    for (Claim claim : claims()) {
      if (used() <= kept) {
        return;
      }
      if (accounts.remove(claim.account())) {
        evictions.increment();
        claim.account().evict(claim.held());
      }
    }
  }

  /**
   * Returns the accounts, the largest first, with their bytes of this moment, for they change all
   * the time.
   */
  private List<Claim> claims() {
    return accounts.stream()
        .map(account -> new Claim(account, account.held()))
        .filter(claim -> claim.held() > 0)
        .sorted(Comparator.comparingLong(Claim::held).reversed())
        .toList();
  }

  /** Returns the bytes of all uses. */
  public long used() {
    long sum = inAccounts.get();
    for (LongSupplier other : others.values()) {
      sum += other.getAsLong();
    }
    return sum;
  }

  /** Returns the bytes of one use. */
  public long used(MemoryUse use) {
    return uses.get(use).sum() + others.getOrDefault(use, () -> 0).getAsLong();
  }

  /** Returns the limit in bytes. */
  public long limit() {
    return limit;
  }

  /** Returns the number of evicted peers. */
  public long evictions() {
    return evictions.sum();
  }
}
