package io.parley.broker.sqlite;

import java.time.Duration;

/**
 * The limits of the store, and how long a commit waits for more appends. What exceeds a limit is
 * deleted in bounded steps, so that no commit waits long for it.
 *
 * @param messages of a room
 * @param bytes of a room, payloads only; its newest message stays whatever its size
 * @param age of a message, by its own time; checked about every quarter of an hour, by a {@link
 *     RetentionClock}
 * @param rooms that have or had messages: a client can invent any number of names. A further room
 *     replaces one that has no messages any more, or is refused
 * @param totalBytes of the used part of the file: a room costs little, so rooms times bytes is no
 *     bound. A message beyond it is refused
 * @param window how long a commit waits for more messages while there are many
 */
public record StoreLimits(
    int messages, long bytes, Duration age, int rooms, long totalBytes, Duration window) {
  /** How long a clock must have been ahead at most before its time expires messages. */
  private static final Duration LONGEST_DOUBT = Duration.ofHours(1);

  /** Returns how long the clock must have shown a time before messages are deleted by it. */
  Duration doubt() {
    return age.compareTo(LONGEST_DOUBT) < 0 ? age : LONGEST_DOUBT;
  }

  /**
   * Requires limits above 0.
   *
   * @throws IllegalArgumentException where a limit is below 1 or the window is negative
   */
  public StoreLimits {
    if (messages < 1 || bytes < 1 || rooms < 1 || totalBytes < 1 || age.toMillis() < 1) {
      throw new IllegalArgumentException("limits below 1");
    }
    if (window.isNegative()) {
      throw new IllegalArgumentException("a window below 0");
    }
  }
}
