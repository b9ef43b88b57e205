package io.parley.chat;

import java.time.Duration;

/**
 * The limits of rooms on this server.
 *
 * @param rooms with members on this server at most: each takes memory, and any client may name any
 *     number
 * @param members of one room on this server at most: each message is sent once to every member
 * @param openings rooms that one address or account may open per minute, on average; 0 for any
 *     number. See {@link RoomQuota}
 * @param grace how long presence lasts after a connection ended, so that a reload or a lost network
 *     is neither a departure nor an arrival
 */
public record RoomLimits(int rooms, int members, int openings, Duration grace) {
  /**
   * Requires valid limits.
   *
   * @throws IllegalArgumentException where rooms or members are below 1, or openings or grace below
   *     0
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
