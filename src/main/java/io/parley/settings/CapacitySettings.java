package io.parley.settings;

import java.time.Duration;

/**
 * The quotas of connections and of their memory.
 *
 * @param connections the most in all
 * @param perAddress the most from one address; 0 for any number
 * @param users the limits of each user
 * @param windows the most clients whose compression window is kept at once
 * @param clientMemory the bytes that the process may hold for all connections
 * @param drain the time over which connections are closed at a stop
 */
public record CapacitySettings(
    int connections,
    int perAddress,
    UserCapacity users,
    int windows,
    long clientMemory,
    Duration drain) {
  /**
   * The limits of all connections of one user together.
   *
   * @param connections the most; 0 for any number
   * @param messageRate messages a second; 0 for any number
   * @param byteRate bytes a second; 0 for any number
   */
  public record UserCapacity(int connections, int messageRate, int byteRate) {}

  /** Bytes: with fewer, a few connections would be enough to evict one another. */
  static final long LEAST_CLIENT_MEMORY = 1 << 20;

  /** Process managers wait no longer for a stop, and kill the server. */
  static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

  /** A third of the heap in bytes; garbage and all other objects need the rest. */
  static long thirdOfHeap() {
    return Math.max(LEAST_CLIENT_MEMORY, Runtime.getRuntime().maxMemory() / 3);
  }

  static CapacitySettings of(OptionValues optionValues) {
    return new CapacitySettings(
        optionValues.number(Option.MAX_CONNECTIONS, 1, OptionValues.MOST),
        optionValues.number(Option.MAX_PER_ADDRESS, 0, OptionValues.MOST),
        new UserCapacity(
            optionValues.number(Option.MAX_PER_USER, 0, OptionValues.MOST),
            optionValues.number(Option.USER_MESSAGE_RATE, 0, OptionValues.MOST),
            optionValues.number(Option.USER_BYTE_RATE, 0, OptionValues.MOST)),
        optionValues.number(Option.MAX_COMPRESSION_WINDOWS, 0, OptionValues.MOST),
        optionValues.size(
            Option.MAX_CLIENT_MEMORY,
            LEAST_CLIENT_MEMORY,
            Long.MAX_VALUE,
            CapacitySettings::thirdOfHeap),
        optionValues.time(Option.DRAIN, Duration.ZERO, LONGEST_DRAIN));
  }
}
