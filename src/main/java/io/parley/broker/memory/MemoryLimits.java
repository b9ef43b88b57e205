package io.parley.broker.memory;

import java.time.Duration;

/**
 * How much is kept. A message counts as its payload's bytes and {@value #OVERHEAD} more, for the
 * objects around it.
 *
 * @param messages of a room
 * @param bytes of a room
 * @param rooms that have messages; another takes the place of the one that was left longest ago, or
 *     its messages are refused
 * @param totalBytes of all rooms together: a connection costs its owner little and may fill a room
 *     of its own, so rooms times bytes is no bound. Where it is reached, a room loses its own
 *     oldest messages for its new ones, and one that has not enough to lose is refused
 * @param age of a room that was left, up to which it is kept for certain
 */
public record MemoryLimits(int messages, long bytes, int rooms, long totalBytes, Duration age) {
  static final int OVERHEAD = 256;

  private static final Duration USUAL_AGE = Duration.ofMinutes(10);

  /** 1,000 messages or 1 MiB a room, 10,000 rooms with messages, 64 MiB in all, 10 minutes. */
  public static final MemoryLimits DEFAULT = new MemoryLimits(1_000, 1 << 20, 10_000, 64 << 20);

  /** With the default age. */
  public MemoryLimits(int messages, long bytes, int rooms, long totalBytes) {
    this(messages, bytes, rooms, totalBytes, USUAL_AGE);
  }

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
