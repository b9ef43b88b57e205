package io.parley.broker.memory;

import io.parley.broker.Dispatchers;
import io.parley.chat.Broker;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A memory broker that has told its listeners once an append returns, where one thread appends: so
 * a test need not wait.
 */
public final class DirectBroker {
  private DirectBroker() {}

  public static Broker create(MemoryLimits memoryLimits) {
    return create(memoryLimits, System::nanoTime);
  }

  static MemoryBroker create(MemoryLimits memoryLimits, LongSupplier nanos) {
    return new MemoryBroker(memoryLimits, nanos, Dispatchers.on(new OneAtATime()));
  }

  /** Runs tasks on the threads that hand them in, one after another. */
  private static final class OneAtATime implements Executor {
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
      if (count.getAndIncrement() == 0) {
        do {
          waiting.remove().run();
        } while (count.decrementAndGet() > 0);
      }
    }
  }
}
