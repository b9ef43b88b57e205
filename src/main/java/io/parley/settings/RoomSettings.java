package io.parley.settings;

import java.time.Duration;

/**
 * The quotas of rooms and members.
 *
 * @param max the most rooms that have members
 * @param members the most members of one room
 * @param perSession the most rooms that one connection may be in
 * @param rate rooms a minute that one address or account may open; 0 for any number
 * @param grace how long a member stays present after its connection ended
 */
public record RoomSettings(int max, int members, int perSession, int rate, Duration grace) {
  /** Each subscription may be reading history, which costs a connection some memory. */
  static final int MOST_PER_SESSION = 10_000;

  /** A member that is away for longer has left the room. */
  static final Duration LONGEST_GRACE = Duration.ofMinutes(10);

  static RoomSettings of(OptionValues optionValues) {
    return new RoomSettings(
        optionValues.number(Option.MAX_ROOMS, 1, OptionValues.MOST),
        optionValues.number(Option.MAX_MEMBERS, 1, OptionValues.MOST),
        optionValues.number(Option.ROOMS_PER_SESSION, 1, MOST_PER_SESSION),
        optionValues.number(Option.ROOM_RATE, 0, OptionValues.MOST),
        optionValues.time(Option.GRACE, Duration.ZERO, LONGEST_GRACE));
  }
}
