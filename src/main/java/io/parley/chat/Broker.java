package io.parley.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the log of every room and delivers messages to its listeners.
 *
 * <p>Every implementation keeps this contract:
 *
 * <ul>
 *   <li>A room's log has one order. Offsets run from 1 without holes within an epoch.
 *   <li>Every message has an id before it is appended. Appends are idempotent by it: a message
 *       whose id is still in the room's log is not stored again and not delivered. Its stage
 *       completes with the position of the first. Ids of different rooms are independent.
 *   <li>A stage that {@link #append} returned completes only after the message is stored; from then
 *       on every read finds it. The stage fails with an {@link UncertainException} where the
 *       message may or may not be stored: the sender appends it again with the same id. Any other
 *       failure means that the message was not and will not be stored, and its id is unused. It is
 *       a {@link BusyException} where too much is pending, and a {@link CapacityExceededException}
 *       where there is no space.
 *   <li>Of two appends to one room on one thread, the earlier has the lower offset, unless it
 *       failed.
 *   <li>A stored message is kept at least until it is beyond the limits of its own room or has
 *       reached its age.
 *   <li>A listener is handed each message that is stored after {@link #subscribe} was called, and
 *       none that was acknowledged before. It gets each message once, in the log's order, by one
 *       thread at a time, and never before it is stored. Some may come before the stage of the
 *       subscription has completed: the head in that stage may then be higher than their offsets.
 *   <li>Where a log goes on in another place, each listener is told of the {@link LogBreak} between
 *       the messages before and after it. Without one, each message has the same epoch as the last
 *       and the next offset.
 *   <li>A listener that throws affects neither another listener nor the append.
 *   <li>A listener, and a callback of a stage, may append, read, subscribe and unsubscribe.
 * </ul>
 *
 * <p>Stages may complete on a thread of the broker, before or after the listeners are told:
 * callbacks must not block. No method but {@link #close} blocks. Thread-safe.
 */
public interface Broker {
  /**
   * Bytes of messages that one read returns at most, unless its first message alone has more. A
   * reply must fit into what may wait to be sent to a member.
   */
  int MOST_READ = 64 * 1024;

  /** Appends a message to a room's log. */
  CompletionStage<Position> append(RoomName room, Message message);

  /**
   * Appends a message as {@link #append(RoomName, Message)} does, subject to quotas. It may be
   * refused where its accounts have stored their share while there is little space.
   *
   * @param accounts whose quota it counts towards, such as an address; see {@link Member#quotaKeys}
   */
  default CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    return append(room, message);
  }

  /** Returns the position of a room's newest message; offset 0 where it never had one. */
  CompletionStage<Position> head(RoomName room);

  /**
   * Returns the messages after {@code after}, oldest first.
   *
   * @param limit messages at most; a page also has no more than {@link #MOST_READ} bytes
   */
  CompletionStage<HistoryPage> read(RoomName room, Position after, int limit);

  /**
   * Returns the last messages before {@code before}, oldest first. A position that the log does not
   * have is a gap: then the newest are returned. The position right after the head is no gap. Nor
   * is one before the oldest message kept: then nothing is returned.
   *
   * @param limit messages at most; a page also has no more than {@link #MOST_READ} bytes
   */
  CompletionStage<HistoryPage> history(RoomName room, Position before, int limit);

  /**
   * Delivers each message that is stored from now on.
   *
   * @return completes when the room's head is known; fails where the log cannot be read, and then
   *     nothing more is delivered
   */
  CompletionStage<Subscription> subscribe(RoomName room, Listener listener);

  /**
   * Returns the position of the room's newest message that waits to be handed to its listeners;
   * epoch {@code ""} and offset 0 where none waits. No message that this object has acknowledged
   * and not handed over yet is beyond it. So who joins the room's listeners now is told what
   * follows it.
   */
  Position newestPending(RoomName room);

  /** Whether the last attempt to store succeeded; it may be seconds ago. */
  default boolean isWritable() {
    return true;
  }

  /** Returns the heap bytes of messages that are not stored yet; roughly. */
  default long pendingBytes() {
    return 0;
  }

  /**
   * Closes the broker. New appends fail, and pending ones complete. Returns when all is stored, and
   * releases all resources. Idempotent. A listener must not call it.
   */
  void close();

  /** Receives the messages of one room. Must not block: its room waits. */
  interface Listener {
    /**
     * Receives messages that follow one another and the last.
     *
     * @param messages at least one
     */
    void stored(List<StoredMessage> messages);

    /** Reports that the next message does not follow the last. */
    default void broke(LogBreak logBreak) {}
  }

  /**
   * A listener's subscription to a room.
   *
   * @param head the position of the newest message at some time after the subscription began
   * @param ending is run by each {@link #cancel}
   */
  record Subscription(Position head, Runnable ending) {
    /** Ends the subscription; a message that is being delivered may still arrive. Idempotent. */
    public void cancel() {
      ending.run();
    }
  }
}
