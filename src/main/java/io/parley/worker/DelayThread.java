package io.parley.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The thread of the JDK that completes delayed futures. It lives as long as the JVM, and keeps the
 * context class loader of the thread that needs it first.
 */
final class DelayThread {
  private DelayThread() {}

  /** Starts it, so that it never holds the class loader of an application that was stopped. */
  static void start() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS, Runnable::run).execute(() -> {});
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
