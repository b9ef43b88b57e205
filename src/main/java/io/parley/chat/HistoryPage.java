package io.parley.chat;

import java.util.List;

/**
 * A page of a room's log.
 *
 * @param gap whether the reader has lost messages: the requested position is of another epoch or
 *     beyond the head, or the messages after it are no longer kept
 * @param messages oldest first; with a gap, a read begins at the oldest message kept and a history
 *     at the newest
 * @param more whether the log had more messages in the direction of reading at that time
 */
public record HistoryPage(boolean gap, List<StoredMessage> messages, boolean more) {
  public HistoryPage {
    messages = List.copyOf(messages);
  }
}
