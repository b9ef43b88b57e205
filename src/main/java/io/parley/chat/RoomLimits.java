package io.parley.chat;

import java.time.Duration;

/**
 * What rooms may cost this server.
 *
 * @param rooms that have members here: each holds memory, and whoever may connect may name as many
 *     as it likes
 * @param members of one room, here: each message is sent so many times
 * @param openings rooms that one address or account may open in a minute, on average; 0 for any
 *     number. See {@link RoomQuota}
 * @param grace how long a member whose connection ended keeps its place, so that a reload or a lost
 *     network is neither a departure nor an arrival
 */
public record RoomLimits(int rooms, int members, int openings, Duration grace) {
  /** 10,000 rooms, 10,000 members of each, 300 openings a minute, 15 s. */
  public static final RoomLimits DEFAULT =
      new RoomLimits(10_000, 10_000, 300, Duration.ofSeconds(15));

  /** With the default for openings. */
  public RoomLimits(int rooms, int members, Duration grace) {
    this(rooms, members, 300, grace);
  }

  /**
   * Requires room for somebody.
   *
   * @throws IllegalArgumentException where a number is below 1 or the time below 0
   */
  public RoomLimits {
    if (rooms < 1 || members < 1 || openings < 0) {
      throw new IllegalArgumentException("limits below 1");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a time below 0");
    }
  }
}
