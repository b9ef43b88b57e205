package io.parley.settings;

import java.time.Duration;

/**
 * How many connections there may be, and how they end.
 *
 * @param connections in all
 * @param perAddress from one address; 0 for any number
 * @param windows clients whose compression window is kept at once
 * @param drain the time over which they are closed at a stop
 */
public record Capacity(int connections, int perAddress, int windows, Duration drain) {
  /** Who stops a server waits no longer, and kills it. */
  static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
}
