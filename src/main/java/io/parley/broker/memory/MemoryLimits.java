package io.parley.broker.memory;

import java.time.Duration;

/**
 * The limits of the memory broker. A message counts as its payload's bytes, its headers and {@value
 * #OVERHEAD} more, for the objects around it.
 *
 * @param messages of a room
 * @param bytes of a room
 * @param rooms that have messages; a further room replaces the one that was left longest ago, or
 *     its messages are refused
 * @param totalBytes of all rooms together: a connection costs little and may fill a room of its
 *     own, so rooms times bytes is no bound. At the limit, a room loses its own oldest messages for
 *     its new ones; a room that has not enough to lose is refused
 * @param age of a room that was left, up to which its messages are guaranteed to be kept
 */
public record MemoryLimits(int messages, long bytes, int rooms, long totalBytes, Duration age) {
  static final int OVERHEAD = 256;

  /**
   * Requires limits above 0.
   *
   * @throws IllegalArgumentException where a limit is below 1, or the age below 0
   */
  public MemoryLimits {
    if (messages < 1 || bytes < 1 || rooms < 1 || totalBytes < 1 || age.isNegative()) {
      throw new IllegalArgumentException("limits below 1");
    }
  }
}
