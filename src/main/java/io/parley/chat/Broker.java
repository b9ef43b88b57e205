package io.parley.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps the log of every room and tells who listens.
 *
 * <p>The contract, the same of every implementation:
 *
 * <ul>
 *   <li>A room's log has one order. Offsets run from 1 without holes within an epoch.
 *   <li>A stage that {@link #append} returned completes when the message is stored, never before,
 *       and from then on every read finds it; it fails where the message was not and will not be
 *       stored.
 *   <li>Of appends to one room that follow one another on a thread, the earlier has the lower
 *       offset.
 *   <li>What is stored is kept at least until it is beyond the limits of its own room or has
 *       reached its age. What does not fit beside it is refused: the stage fails with a {@link
 *       CapacityExceededException}.
 *   <li>A message whose id is among those that the room's log keeps is not stored again: its stage
 *       completes with the position of the first, and nobody is told of it. An append that failed
 *       leaves its id unused. Ids of different rooms have nothing to do with one another.
 *   <li>A listener is handed each message that is stored after {@link #subscribe} was called, and
 *       none that was acknowledged before, once, in the log's order, by one thread at a time, never
 *       before it is stored. Some may come before the stage of the subscription has completed: the
 *       head that it carries may lie behind them.
 *   <li>A listener that throws hurts neither another listener nor the append.
 *   <li>A listener, and what hangs on a stage, may append, read, subscribe and unsubscribe.
 *   <li>While a room has a listener its epoch stays, also where it has no message yet, and its head
 *       never goes back.
 * </ul>
 *
 * <p>Stages may complete on a thread of the broker's, and before or after the listeners are told:
 * what hangs on them must not block. Safe for many threads.
 */
public interface Broker {
  /**
   * Bytes of payload that one read returns, unless its first message alone has more: what a reader
   * asked for must fit what may wait to be sent to a member.
   */
  int MOST_READ = 64 * 1024;

  /**
   * Stores a message at the end of a room's log. May wait for space, where more is under way than
   * may be, and then fails; never on a thread of the broker's.
   */
  CompletionStage<Position> append(RoomName room, Message message);

  /**
   * Stores a message likewise, and may refuse it where those for whom it counts have stored as much
   * as they may while there is little space.
   *
   * @param accounts for whom it counts, such as an address; see {@link Member#quotaKeys}
   */
  default CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    return append(room, message);
  }

  /** Where the newest message of a room stands; offset 0 where it never had one. */
  CompletionStage<Position> head(RoomName room);

  /**
   * The messages that follow {@code after}, oldest first.
   *
   * @param limit at most so many, and no more than {@link #MOST_READ} bytes
   */
  CompletionStage<HistoryPage> read(RoomName room, Position after, int limit);

  /**
   * The last messages before {@code before}, oldest first. A position that the log does not have is
   * a gap, and the newest are returned; the one that follows the head is none, nor is one before
   * the oldest message kept: nothing is returned.
   *
   * @param limit at most so many, and no more than {@link #MOST_READ} bytes
   */
  CompletionStage<HistoryPage> history(RoomName room, Position before, int limit);

  /**
   * Hands over what is stored from now on. The listener must not block: its room waits. Waits for
   * nothing.
   *
   * @return completes when the room's head is known; fails where the log cannot be read, and then
   *     nothing more is handed over
   */
  CompletionStage<Subscription> subscribe(RoomName room, Consumer<StoredMessage> listener);

  /** Whether messages can be stored, as far as the last attempt tells; it may be seconds ago. */
  default boolean isWritable() {
    return true;
  }

  /** Bytes of the heap that messages take which are on their way into the log; roughly. */
  default long pendingBytes() {
    return 0;
  }

  /**
   * Takes no more appends, which then fail, completes those it took, and lets go of what it holds;
   * returns when all is stored. Twice is once. Not to be called by a listener.
   */
  void close();

  /**
   * A listener's tie to a room.
   *
   * @param head where the newest message stood at some time after the subscription began
   * @param ending is run by each {@link #cancel}
   */
  record Subscription(Position head, Runnable ending) {
    /** Ends it; a message that is being handed over may still arrive. Idempotent. */
    public void cancel() {
      ending.run();
    }
  }
}
