package io.parley;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Initializes parts of the JDK that Jetty needs a moment later, while another thread reads the
 * command line: their cost is a tenth of the start.
 */
final class JdkInitialization {
  private JdkInitialization() {}

  static void begin() {
    Thread thread = new Thread(JdkInitialization::run, "parley-jdk-initialization");
    thread.setDaemon(true);
    thread.start();
  }

  /** What fails here fails again, and is reported, where it is needed. */
  private static void run() {
    Locale.getAvailableLocales();
    ManagementFactory.getPlatformMBeanServer();
  }
}
