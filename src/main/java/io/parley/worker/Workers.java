package io.parley.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Makes all threads, pools and timers of one application, and knows whether they do their work.
 *
 * <p>An {@link Error} ends no thread and no periodic task: it is logged and counted, the work goes
 * on, and the application is not sound until that worker has done its work again, a few seconds
 * later. After exhausted memory it is never sound again, for nobody knows what the error ended
 * elsewhere. Thread-safe.
 */
public final class Workers {
  private final Consumer<Throwable> end;
  private final LongSupplier nanos;
  private final List<Worker> all = new CopyOnWriteArrayList<>();
  private final List<Proof> proofs = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean memoryExhausted;

  /** Something that has to be tried again where nothing else tries it. */
  interface Proof {
    void proveIfDue();
  }

  /** Where nobody can end the process: the application is then not sound. */
  public Workers() {
    this(error -> {});
  }

  /**
   * @param end ends the process because of an error after which the application cannot go on; may
   *     return before that
   */
  public Workers(Consumer<Throwable> end) {
    this(end, System::nanoTime);
  }

  /**
   * @param nanos a clock that nobody can set
   */
  Workers(Consumer<Throwable> end, LongSupplier nanos) {
    this.end = end;
    this.nanos = nanos;
  }

  /**
   * A pool of daemon threads.
   *
   * @param size of the pool; the threads of a pool of one run its tasks in order
   * @param waiting tasks that may wait for a thread
   */
  public WorkerPool pool(String name, int size, int waiting) {
    WorkerPool pool = new WorkerPool(add(name, false), size, waiting);
    proofs.add(pool);
    return pool;
  }

  /** A daemon thread that runs tasks at their time. */
  public WorkerTimer timer(String name) {
    WorkerTimer timer = new WorkerTimer(this, name);
    proofs.add(timer);
    return timer;
  }

  /**
   * Starts a daemon thread that does one round after another until a round says that it is over.
   */
  public WorkerLoop loop(String name, WorkerLoop.Round round) {
    return WorkerLoop.start(essential(name), round);
  }

  /**
   * One that is told how work ends that threads of others do. A while after its last failure it is
   * taken to work again: it goes on whenever they do.
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

  /** An error that its finder has handled: only exhausted memory still concerns all others. */
  public void caught(Throwable error) {
    if (Worker.isExhaustion(error)) {
      lose(error);
    }
  }

  /** One whose work has to go on: where it fails for long, the application cannot go on. */
  Worker essential(String name) {
    return add(name, true);
  }

  /** One whose work is tried by whoever does it. */
  Worker add(String name, boolean essential) {
    Worker worker = new Worker(name, essential, this::lose, nanos);
    all.add(worker);
    return worker;
  }

  /** Whether every worker's last work ended well, and memory was never exhausted. */
  public boolean isSound() {
    proofs.forEach(Proof::proveIfDue);
    return !memoryExhausted && all.stream().noneMatch(Worker::isFailing);
  }

  /** How many errors each worker of now has met, by its name. */
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

  /** Whether the caller is on a thread that was made here: it must not wait for what it does. */
  public static boolean isOwnThread() {
    return Thread.currentThread() instanceof WorkerThread;
  }

  /**
   * Does something for each, whatever fails.
   *
   * @throws Error the first that it met, at the end; likewise a RuntimeException
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
