package io.parley.settings;

import java.time.Duration;

/**
 * How many rooms and members there may be.
 *
 * @param max rooms that have members
 * @param members of one room
 * @param perSession rooms that one connection may be in
 * @param rate rooms a minute that one address or account may open; 0 for any number
 * @param grace how long a member whose connection ended keeps its place
 */
public record RoomSettings(int max, int members, int perSession, int rate, Duration grace) {
  /** Each may be catching up, which costs a connection some memory. */
  static final int MOST_PER_SESSION = 10_000;

  /** Who is away for longer has departed, whatever it thinks. */
  static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
}
