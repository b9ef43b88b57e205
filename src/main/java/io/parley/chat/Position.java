package io.parley.chat;

/**
 * Where a message stands in its room's log.
 *
 * @param epoch names the log; it is random, so that a position in a log that was lost is never
 *     taken for one in the log that replaced it
 * @param offset counts from 1, without holes; 0 stands before the first message
 */
public record Position(String epoch, long offset) {
  /**
   * Requires an offset.
   *
   * @throws IllegalArgumentException where {@code offset} is negative
   */
  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}
