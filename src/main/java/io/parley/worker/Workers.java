package io.parley.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Creates all threads, pools and timers of one application, and tracks whether they work.
 *
 * <p>An {@link Error} ends no thread and no periodic task: it is logged and counted, and the work
 * goes on. The application is not sound until that worker has succeeded again, a few seconds later.
 * After exhausted memory it is never sound again, for the error may have ended other code
 * unnoticed. Thread-safe.
 */
public final class Workers {
  /** How long an end is awaited: a container takes a thread that it finds after it for a leak. */
  static final Duration END = Duration.ofSeconds(1);

  private final Consumer<Throwable> end;
  private final LongSupplier nanos;
  private final List<Worker> all = new CopyOnWriteArrayList<>();
  private final List<Proof> proofs = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean memoryExhausted;

  /** Something that is tried again where no other work tries it. */
  interface Proof {
    void proveIfDue();
  }

  /**
   * Creates workers that cannot end the process: after a fatal error the application is only not
   * sound.
   */
  public Workers() {
    this(error -> {});
  }

  /**
   * @param end ends the process after an error with which the application cannot go on; may return
   *     before that
   */
  public Workers(Consumer<Throwable> end) {
    this(end, System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  Workers(Consumer<Throwable> end, LongSupplier nanos) {
    JdkThreads.startDelays();
    this.end = end;
    this.nanos = nanos;
  }

  /**
   * Creates a pool of daemon threads.
   *
   * @param size threads of the pool; a pool of one runs its tasks in order
   * @param waiting tasks that may wait for a thread
   */
  public WorkerPool pool(String name, int size, int waiting) {
    WorkerPool pool = new WorkerPool(add(name, false), size, waiting);
    proofs.add(pool);
    return pool;
  }

  /** Creates a daemon thread that runs tasks at their time. */
  public WorkerTimer timer(String name) {
    WorkerTimer timer = new WorkerTimer(this, name);
    proofs.add(timer);
    return timer;
  }

  /** Starts a daemon thread that runs rounds until one returns false. */
  public WorkerLoop loop(String name, WorkerLoop.Round round) {
    return WorkerLoop.start(essential(name), round);
  }

  /**
   * Creates a worker to which other threads report how their work ends. A while after its last
   * failure it is assumed to work again, for their work goes on anyway.
   */
  public Worker worker(String name) {
    Worker worker = add(name, false);
    proofs.add(() -> presume(worker));
    return worker;
  }

  private static void presume(Worker worker) {
    if (worker.isProofDue()) {
      worker.succeeded();
    }
  }

  /**
   * Reports an error that the caller has handled: only exhausted memory still concerns all others.
   */
  public void caught(Throwable error) {
    if (Worker.isExhaustion(error)) {
      lose(error);
    }
  }

  /** Creates a worker without which the application cannot go on where it fails for long. */
  Worker essential(String name) {
    return add(name, true);
  }

  /** Creates a worker whose owner retries its work. */
  Worker add(String name, boolean essential) {
    Worker worker = new Worker(name, essential, this::lose, nanos);
    all.add(worker);
    return worker;
  }

  /** Whether every worker's last work succeeded, and memory was never exhausted. */
  public boolean isSound() {
    proofs.forEach(Proof::proveIfDue);
    return !memoryExhausted && all.stream().noneMatch(Worker::isFailing);
  }

  /** Returns the error counter of each current worker by its name. */
  public Map<String, LongSupplier> failures() {
    return all.stream()
        .collect(
            Collectors.toMap(Worker::name, worker -> worker::failures, (first, same) -> first));
  }

  private void lose(Throwable error) {
    boolean exhausted = Worker.isExhaustion(error);
    if (exhausted) {
      memoryExhausted = true;
    }
    if (ending.compareAndSet(false, true) || exhausted) {
      end.accept(error);
    }
  }

  /** Whether the caller's thread was created here: it must not wait for its own work. */
  public static boolean isOwnThread() {
    return Thread.currentThread() instanceof WorkerThread;
  }

  /**
   * Applies an action to each element, whatever fails.
   *
   * @throws Error the first failure, after the last element; a RuntimeException is thrown in the
   *     same way
   */
  public static <T> void forEach(Iterable<T> all, Consumer<? super T> action) {
    Throwable first = null;
    for (T each : all) {
      try {
        action.accept(each);
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    } else if (first instanceof Error error) {
      throw error;
    }
  }
}
