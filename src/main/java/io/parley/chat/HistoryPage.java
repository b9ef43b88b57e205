package io.parley.chat;

import java.util.List;

/**
 * A stretch of a room's log.
 *
 * @param gap whether messages are lost to the reader: the position asked for is of another epoch,
 *     beyond the head, or what followed it is no longer kept
 * @param messages oldest first; with a gap they are those of the log's end where the reading began:
 *     the oldest kept, or of history the newest
 * @param more whether the log went on, in the direction of the reading, when this was read
 */
public record HistoryPage(boolean gap, List<StoredMessage> messages, boolean more) {
  public HistoryPage {
    messages = List.copyOf(messages);
  }
}
