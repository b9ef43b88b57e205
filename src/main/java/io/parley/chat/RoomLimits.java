package io.parley.chat;

import java.time.Duration;

/**
 * What rooms may cost this server.
 *
 * @param rooms that have members here: each holds memory, and whoever may connect may name as many
 *     as it likes
 * @param members of one room, here: each message is sent so many times
 * @param grace how long a member whose connection ended keeps its place, so that a reload or a lost
 *     network is neither a departure nor an arrival
 */
public record RoomLimits(int rooms, int members, Duration grace) {
  /** 10,000 rooms, 10,000 members of each, 15 s. */
  public static final RoomLimits DEFAULT = new RoomLimits(10_000, 10_000, Duration.ofSeconds(15));

  /**
   * Requires room for somebody.
   *
   * @throws IllegalArgumentException where a number is below 1 or the time below 0
   */
  public RoomLimits {
    if (rooms < 1 || members < 1) {
      throw new IllegalArgumentException("limits below 1");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a time below 0");
    }
  }
}
