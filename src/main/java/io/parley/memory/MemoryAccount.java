package io.parley.memory;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that one peer makes the process hold. Thread-safe. */
public final class MemoryAccount {
  /** The holder of an account's memory. */
  public interface Holder {
    /**
     * Frees at once what it can, and disconnects the peer, because others need the memory. Called
     * on any thread, which may hold locks: must not block.
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

  /** Adds bytes; call {@link MemoryBudget#settle} afterwards. */
  public void take(MemoryUse use, long bytes) {
    take(use, bytes, true);
  }

  /**
   * Adds bytes that several accounts may share; call {@link MemoryBudget#settle} afterwards.
   *
   * @param alone whether no other account holds the same bytes: shared bytes count once in the
   *     budget, but in each account
   */
  public void take(MemoryUse use, long bytes, boolean alone) {
    held.addAndGet(bytes);
    if (alone) {
      budget.add(use, bytes);
    }
  }

  /** Removes bytes. */
  public void give(MemoryUse use, long bytes) {
    give(use, bytes, true);
  }

  /**
   * Removes bytes that several accounts may share.
   *
   * @param alone whether no other account still holds the same bytes
   */
  public void give(MemoryUse use, long bytes, boolean alone) {
    held.addAndGet(-bytes);
    if (alone) {
      budget.add(use, -bytes);
    }
  }

  /** Returns the bytes held, shared ones included. */
  public long held() {
    return held.get();
  }

  /**
   * Closes the account of a peer that is gone. Bytes that are still held must be given back all the
   * same.
   */
  public void close() {
    budget.forget(this);
  }

  void evict(long bytes) {
    holder.evicted(bytes);
  }
}
