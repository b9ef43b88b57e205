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
 * All bytes of the process that peers make it hold, roughly as its memory counts them. Beyond a
 * limit, those who hold most are evicted. Thread-safe.
 */
public final class MemoryBudget {
  /** Tenths of the limit down to which peers are evicted, so that not each byte more evicts one. */
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
   * @param limit bytes
   */
  public MemoryBudget(long limit) {
    this.limit = limit;
    for (MemoryUse use : MemoryUse.values()) {
      uses.put(use, new LongAdder());
    }
  }

  /** For one more peer; to be closed. */
  public MemoryAccount open(MemoryAccount.Holder holder) {
    MemoryAccount account = new MemoryAccount(this, holder);
    accounts.add(account);
    return account;
  }

  /** Counts, too, what is of no single peer and bounded elsewhere. One for each use. */
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

  /** Evicts who holds most while more is held than may be. Does not block. */
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

  /** The largest first; of one moment, for they change all the time. */
  private List<Claim> claims() {
    return accounts.stream()
        .map(account -> new Claim(account, account.held()))
        .filter(claim -> claim.held() > 0)
        .sorted(Comparator.comparingLong(Claim::held).reversed())
        .toList();
  }

  /** Bytes in all. */
  public long used() {
    long sum = inAccounts.get();
    for (LongSupplier other : others.values()) {
      sum += other.getAsLong();
    }
    return sum;
  }

  /** Bytes for that use. */
  public long used(MemoryUse use) {
    return uses.get(use).sum() + others.getOrDefault(use, () -> 0).getAsLong();
  }

  /** Bytes. */
  public long limit() {
    return limit;
  }

  /** How many peers were evicted. */
  public long evictions() {
    return evictions.sum();
  }
}
