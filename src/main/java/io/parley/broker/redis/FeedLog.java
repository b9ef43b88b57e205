package io.parley.broker.redis;

import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.concurrent.CompletionStage;

/**
 * Reads rooms' logs for their feeds. A stage completes on a thread of the client, and fails where
 * Redis does not answer. Of two reads of one room, the earlier is answered first.
 */
interface FeedLog {
  /**
   * Reads a log's head; begins the log where there is none. It is not beyond a later append of this
   * server, unless that has overtaken it: then the append is answered first.
   */
  CompletionStage<Position> start(RoomName room);

  /** Reads a log's head, and keeps the log. */
  CompletionStage<Position> head(RoomName room);

  /** Reads the messages after a position, at most {@code limit}. */
  CompletionStage<FeedPage> page(RoomName room, Position after, int limit);
}
