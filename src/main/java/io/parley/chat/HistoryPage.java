package io.parley.chat;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a room's log.
 *
 * @param gap whether the reader has lost messages: the requested position is of another epoch or
 *     beyond the head, or the messages after it are no longer kept
 * @param messages oldest first; with a gap, a read begins at the oldest message kept and a history
 *     at the newest
 * @param more whether the log had more messages in the direction of reading at that time
 * @param lost how many messages after the requested position are lost, where that does not follow
 *     from the offsets; empty where it does, or where it is unknown
 */
public record HistoryPage(
    boolean gap, List<StoredMessage> messages, boolean more, OptionalLong lost) {
  public HistoryPage {
    messages = List.copyOf(messages);
  }

  /** A page whose loss, if there is any, follows from its offsets or is unknown. */
  public HistoryPage(boolean gap, List<StoredMessage> messages, boolean more) {
    this(gap, messages, more, OptionalLong.empty());
  }

  /** Returns the gap between a reader's position and the page, which follows {@code to}. */
  LogBreak gapBetween(Position from, Position to) {
    return lost.isPresent() ? new LogBreak(from, to, lost) : LogBreak.between(from, to);
  }
}
