package io.parley.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Makes the JVM return unused heap memory to the system. By default up to 70 % of the heap stays
 * free after a burst, and G1 never collects while nothing is allocated. Flags that the user has set
 * stay as they are.
 */
public final class HeapSizing {
  private static final String MIN_FREE = "MinHeapFreeRatio";
  private static final String MAX_FREE = "MaxHeapFreeRatio";
  private static final String G1_PERIOD = "G1PeriodicGCInterval";

  /** Time without a collection after which G1 collects concurrently. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  /** Longer than a burst of handshakes, which shall leave a small heap. */
  private static final Duration PERIOD = Duration.ofSeconds(30);

  /** Collections in a period: more of them mean that the heap is small for a steady load. */
  private static final long FREQUENT = 20;

  private final HotSpotDiagnosticMXBean flags;

  private HeapSizing(HotSpotDiagnosticMXBean flags) {
    this.flags = flags;
  }

  /** How much of the heap may be free after a collection, in percent. */
  enum Free {
    LITTLE(20, 40),

    /** With less, G1 marks all objects again after every second young collection under load. */
    MUCH(65, 70);

    private final int min;
    private final int max;

    Free(int min, int max) {
      this.min = min;
      this.max = max;
    }

    /** What to change to after a period with that many collections. */
    Free next(long collections) {
      if (collections > FREQUENT) {
        return MUCH;
      }
      return collections == 0 ? LITTLE : this;
    }
  }

  /**
   * Sets flags of the running JVM, in a thread of its own: to ask for the flags takes a while. Has
   * no effect on a JVM that does not have them.
   */
  public static void install() {
    Thread thread = new Thread(HeapSizing::run, "parley-heap");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run() {
    try {
      HotSpotDiagnosticMXBean flags =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (flags != null) {
        new HeapSizing(flags).setFlags();
      }
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      // A JVM without such a bean or flag manages its memory by itself.
    }
  }

  /** Goes on for ever where the ratios are left to it. */
  private void setFlags() {
    if (areDefault(G1_PERIOD)) {
      flags.setVMOption(G1_PERIOD, Long.toString(IDLE.toMillis()));
    }
    if (areDefault(MIN_FREE, MAX_FREE)) {
      set(Free.LITTLE);
      adapt();
    }
  }

  private boolean areDefault(String... names) {
    return Stream.of(names)
        .allMatch(name -> flags.getVMOption(name).getOrigin() == VMOption.Origin.DEFAULT);
  }

  private void adapt() {
    Free free = Free.LITTLE;
    long before = collections();
    while (true) {
      Thread.interrupted(); // Else it would not wait.
      LockSupport.parkNanos(PERIOD.toNanos());
      long now = collections();
      Free next = free.next(now - before);
      if (next != free) {
        set(next);
      }
      free = next;
      before = now;
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** The minimum is never above the maximum: the JVM refuses that. */
  private void set(Free free) {
    flags.setVMOption(MIN_FREE, "0");
    flags.setVMOption(MAX_FREE, Integer.toString(free.max));
    flags.setVMOption(MIN_FREE, Integer.toString(free.min));
  }
}
