package io.parley.broker.redis;

import java.time.Duration;

/**
 * The limits of the rooms' logs in Redis. What exceeds a limit of a room is deleted with the next
 * message.
 *
 * @param messages of a room
 * @param bytes of a room, ids included; its newest message stays whatever its size
 * @param age of a message; a log without new messages and without listeners is forgotten after it
 * @param rooms that have messages; a further one is refused
 */
public record LogLimits(int messages, long bytes, Duration age, int rooms) {
  /**
   * Requires limits above 0.
   *
   * @throws IllegalArgumentException where a limit is below 1
   */
  public LogLimits {
    if (messages < 1 || bytes < 1 || age.toMillis() < 1 || rooms < 1) {
      throw new IllegalArgumentException("limits below 1");
    }
  }
}
