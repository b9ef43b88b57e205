package io.parley.broker.redis;

import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a room's stream.
 *
 * @param head the position of the log's newest message, in its newest generation
 * @param start the offset from which was read
 * @param gap whether the position after which was to be read is not in the log, or what follows it
 *     is no longer kept
 * @param lost with a gap, how many messages after that position are lost; empty where it is unknown
 * @param messages from the start on, oldest first, without those that cannot be parsed
 * @param end the offset of the last entry that was read, whether it can be parsed or not; that of
 *     the head where there is no entry
 */
record FeedPage(
    Position head,
    long start,
    boolean gap,
    OptionalLong lost,
    List<StoredMessage> messages,
    long end) {
  FeedPage {
    messages = List.copyOf(messages);
  }

  /** Returns the position that the first message follows; the head where there is no message. */
  Position before() {
    return messages.isEmpty()
        ? head
        : new Position(messages.get(0).position().epoch(), Math.max(0, start - 1));
  }

  /** Whether the page is of the log that has an epoch, in whichever generation. */
  boolean isOfLog(String epoch) {
    return LogEpoch.nameOf(epoch).equals(LogEpoch.nameOf(head.epoch()));
  }
}
