package io.parley.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads of the JDK that may outlive an application. One keeps the context class loader of the
 * thread that starts it: that must not be the loader of an application, which could not be freed.
 */
public final class JdkThreads {
  private JdkThreads() {}

  /** Starts the thread that completes delayed futures. It lives as long as the JVM. */
  static void startDelays() {
    var unused =
        start(() -> new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.NANOSECONDS));
  }

  /** Calls what may start such threads. */
  public static <T> T start(Supplier<T> starting) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return starting.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
