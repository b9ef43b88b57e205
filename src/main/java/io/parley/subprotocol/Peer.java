package io.parley.subprotocol;

import io.parley.chat.Outbox;
import io.parley.chat.PacedReader;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The remote end of a connection. Thread-safe. */
public interface Peer extends Outbox {
  /** The longest pause of {@link #pauseUntil}, in seconds. */
  int LONGEST_PAUSE = 10;

  /**
   * Queues a reply to a request of the peer; its bytes count toward what the peer may cause. {@link
   * #flush} must follow.
   */
  default void queueReply(Payload payload) {
    queue(payload);
  }

  /** Queues a reply and flushes. */
  default void reply(Payload payload) {
    queueReply(payload);
    flush();
  }

  /** Returns the reader of logs at this peer's pace; always the same one. */
  PacedReader pacedReader();

  /** Returns the negotiated subprotocol; empty where there is none. */
  default Optional<String> subprotocol() {
    return Optional.empty();
  }

  /** Returns an id that is unique among all connections. */
  String id();

  /** Returns the user as whom the peer was authenticated; empty for an anonymous one. */
  Optional<Principal> principal();

  /**
   * Replaces the peer's authentication by a newer one of the same user; an anonymous peer becomes
   * any user. The conversation is told by {@link Conversation#renewed}.
   *
   * @param expiry the end of the new authentication; empty where it never ends
   * @return whether it was accepted; otherwise nothing changes
   */
  default Authentication authenticate(Principal principal, Optional<Instant> expiry) {
    return Authentication.REFUSED;
  }

  /** What became of {@link #authenticate}. */
  enum Authentication {
    ACCEPTED,
    /**
     * The peer is authenticated as another user, or its authentication or its connection has ended.
     */
    REFUSED,
    /** The user has as many connections as one user may have. */
    TOO_MANY
  }

  /** Returns the name of {@link #principal}. */
  default Optional<String> name() {
    return principal().map(Principal::getName);
  }

  /**
   * Returns the keys whose quotas count the peer's use of the server: its address and its account.
   */
  default List<String> quotaKeys() {
    return List.of();
  }

  /**
   * Returns the server's explanation of the opening handshake; empty where it is no longer kept. It
   * is JSON in the form of {@code handshakes-api.md}.
   */
  Optional<String> handshake();

  /** Returns the room that the URL names; {@code lobby} where it names none. */
  RoomName room();

  /**
   * Slows the peer down: no further message of it is handled until the stage completes, normally or
   * not. Called by a conversation while it handles a message. The pause takes at most {@value
   * #LONGEST_PAUSE} seconds, ends with the connection, and may be left out where too many peers
   * pause; so a conversation bounds what it accepts in any case.
   */
  void pauseUntil(CompletionStage<?> stage);

  /**
   * Runs a task again and again while the connection is open, for example to send heart-beats. A
   * connection has at most one such task: a later call replaces it. The task never overlaps itself.
   * Anything that it throws closes the connection with {@link CloseCode#FAULT}.
   *
   * @param period about the time between two runs: a run may be late by a second, or by a little
   *     more where the server is busy; zero ends the task
   * @throws IllegalArgumentException if the period is negative
   */
  void every(Duration period, Runnable task);

  /**
   * Closes the connection after everything sent before. Later messages in either direction are
   * dropped.
   *
   * @param reason is cut at {@value CloseCode#MAX_REASON} bytes of UTF-8
   * @throws IllegalArgumentException where a conversation must not use the code
   */
  void close(CloseCode code, String reason);
}
