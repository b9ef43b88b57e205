package io.parley.worker;

/** A daemon thread that reports any uncaught throwable to its worker. */
final class WorkerThread extends Thread {
  WorkerThread(Worker worker, String name, Runnable task) {
    super(task, name);
    setDaemon(true);
    setUncaughtExceptionHandler((thread, thrown) -> worker.failed(thrown));
  }
}
