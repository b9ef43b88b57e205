package io.parley.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Threads whose end can be awaited. An executor reports its own end a moment before its threads
 * end, and a container takes a thread that it still finds then for a leak. Thread-safe.
 */
public final class TrackedThreads {
  private final Collection<Thread> threads = new ConcurrentLinkedQueue<>();

  /** Adds a thread, started or not, and returns it. */
  public <T extends Thread> T add(T thread) {
    threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits until no thread is alive; an interrupt does not shorten the wait.
   *
   * @return whether none is
   */
  public boolean awaitEnd(Duration limit) {
    return Waiting.within(limit, this::join);
  }

  /** Waits for one of them; whether none is alive then. */
  private boolean join(long time, TimeUnit unit) throws InterruptedException {
    Optional<Thread> alive = threads.stream().filter(Thread::isAlive).findFirst();
    if (alive.isPresent()) {
      alive.get().join(Math.max(1, unit.toMillis(time)));
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
