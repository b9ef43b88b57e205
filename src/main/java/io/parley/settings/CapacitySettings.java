package io.parley.settings;

import java.time.Duration;

/**
 * How many connections there may be, and how they end.
 *
 * @param connections in all
 * @param perAddress from one address; 0 for any number
 * @param windows clients whose compression window is kept at once
 * @param clientMemory bytes that all of them may make the process hold
 * @param drain the time over which they are closed at a stop
 */
public record CapacitySettings(
    int connections, int perAddress, int windows, long clientMemory, Duration drain) {
  /** Below, few connections would do to evict one another. */
  static final long LEAST_CLIENT_MEMORY = 1 << 20;

  /** Who stops a server waits no longer, and kills it. */
  static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

  /** In bytes: garbage and all else need the rest. */
  static long thirdOfHeap() {
    return Math.max(LEAST_CLIENT_MEMORY, Runtime.getRuntime().maxMemory() / 3);
  }
}
