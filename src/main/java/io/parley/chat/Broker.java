package io.parley.chat;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps the log of every room and tells who listens.
 *
 * <p>The contract, the same of every implementation:
 *
 * <ul>
 *   <li>A room's log has one order. Offsets run from 1 without holes within an epoch.
 *   <li>A stage that {@link #append} returned completes when the message is stored, never before;
 *       it fails where the message was not and will not be stored.
 *   <li>Of appends to one room that follow one another on a thread, the earlier has the lower
 *       offset.
 *   <li>A listener is handed each message appended after it subscribed, once, in the log's order,
 *       by one thread at a time, and none that was appended before.
 *   <li>A listener that throws hurts neither another listener nor the append.
 *   <li>A listener may append, subscribe and unsubscribe.
 * </ul>
 *
 * <p>Safe for many threads.
 */
public interface Broker {
  /** Stores a message at the end of a room's log. */
  CompletionStage<Position> append(RoomName room, Message message);

  /** At most {@code limit} of the messages that follow {@code after}. */
  CompletionStage<Replay> read(RoomName room, Position after, int limit);

  /** Hands over what is appended from now on. The listener must not block: its room waits. */
  Subscription subscribe(RoomName room, Consumer<Committed> listener);

  /** A listener's tie to a room. */
  interface Subscription {
    /** Ends it; a message that is being handed over may still arrive. Twice is once. */
    void cancel();
  }
}
