package io.parley.chat;

import java.time.Instant;

/**
 * A message of a member.
 *
 * @param id unique in its room and chosen by the sender: two with the same id are the same message;
 *     empty where it has none
 * @param sender the id of the member that sent it
 * @param name the sender's name; empty where it has none
 * @param at when the server received it, in milliseconds
 */
public record Message(String id, String sender, String name, Payload payload, Instant at) {
  /** Separates sender and own id; no member's id contains it. */
  private static final char SCOPE = '/';

  /**
   * Returns a message id that contains the sender's id, so that ids of two senders never collide.
   */
  public static String scoped(String sender, String own) {
    return sender + SCOPE + own;
  }

  /** Returns the sender's own id of the message; empty where it has none. */
  public String ownId() {
    return id.substring(id.indexOf(SCOPE) + 1);
  }
}
