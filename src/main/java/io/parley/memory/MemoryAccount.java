package io.parley.memory;

import java.util.concurrent.atomic.AtomicLong;

/** What one peer makes the process hold. Thread-safe. */
public final class MemoryAccount {
  /** Who holds it. */
  public interface Holder {
    /**
     * Others need the memory: gives back at once what it can, and lets the peer go. Called on any
     * thread, which may hold locks: must not block.
     *
     * @param held bytes that were held
     */
    void evicted(long held);
  }

  private final MemoryBudget budget;
  private final Holder holder;
  private final AtomicLong held = new AtomicLong();

  MemoryAccount(MemoryBudget budget, Holder holder) {
    this.budget = budget;
    this.holder = holder;
  }

  /** Holds so many bytes more; {@link MemoryBudget#settle} is still to be called. */
  public void take(MemoryUse use, long bytes) {
    take(use, bytes, true);
  }

  /**
   * Likewise.
   *
   * @param alone whether no other account holds the same bytes: shared ones count once in all, but
   *     in each account
   */
  public void take(MemoryUse use, long bytes, boolean alone) {
    held.addAndGet(bytes);
    if (alone) {
      budget.add(use, bytes);
    }
  }

  /** Holds so many bytes less. */
  public void give(MemoryUse use, long bytes) {
    give(use, bytes, true);
  }

  /**
   * Likewise.
   *
   * @param alone whether no other account holds the same bytes any more
   */
  public void give(MemoryUse use, long bytes, boolean alone) {
    held.addAndGet(-bytes);
    if (alone) {
      budget.add(use, -bytes);
    }
  }

  /** Bytes, those that are shared too. */
  public long held() {
    return held.get();
  }

  /** The peer is gone; what is still held is given back all the same. */
  public void close() {
    budget.forget(this);
  }

  void evict(long bytes) {
    holder.evicted(bytes);
  }
}
