package io.parley.chat;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A participant of a room. */
public interface Member {
  /** Returns an id that is unique among all members of all rooms. */
  String id();

  /** Returns the member's name in this room; {@link MemberName#NONE} where it has none. */
  default MemberName name() {
    return MemberName.NONE;
  }

  /** Returns who authenticated as this member; empty where nobody did. */
  default Optional<Principal> principal() {
    return Optional.empty();
  }

  /** Whether the name is that of an account that the member logged in to. */
  default boolean isProven() {
    return principal().isPresent();
  }

  /**
   * Returns an id that is unique among all connections; the member's id where both live equally
   * long.
   */
  default String session() {
    return id();
  }

  /**
   * Returns the keys whose quota counts the rooms that the member opens (see {@link RoomQuota}) and
   * the messages that it publishes.
   */
  default List<String> quotaKeys() {
    return List.of();
  }

  /**
   * Receives every message of the room, its own included, in the room's order, by one thread at a
   * time. Must not block: the whole room waits for it.
   */
  void deliver(StoredMessage storedMessage);

  /** Whether the member's connection has not taken all that was delivered. Takes no lock. */
  default boolean isBehind() {
    return false;
  }

  /** Runs a task as {@link Outbox#whenTaken} does. */
  default void whenTaken(Runnable task) {
    task.run();
  }

  /**
   * Asks the member to send less: no further message of it is to be handled until the stage
   * completes. Called while the member publishes.
   */
  default void slowDown(CompletionStage<?> until) {}

  /** Called when a delivery failed. The member is told nothing more: close its connection. */
  default void failed(Throwable cause) {}
}
