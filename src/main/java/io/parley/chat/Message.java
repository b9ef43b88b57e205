package io.parley.chat;

import java.time.Instant;

/**
 * What a member said.
 *
 * @param id the sender's own name for it, unique in its room: the same again is the same message;
 *     empty where it has none
 * @param sender the id of the member that said it
 * @param name what the sender is called; empty where it has no name
 * @param at when the server took it, in milliseconds
 */
public record Message(String id, String sender, String name, Payload payload, Instant at) {
  /** Stands in no member's id. */
  private static final char SCOPE = '/';

  /** A name for a message that no other member's can meet, whatever its sender calls it. */
  public static String scoped(String sender, String own) {
    return sender + SCOPE + own;
  }

  /** What the sender itself called it; empty where it has no name. */
  public String ownId() {
    return id.substring(id.indexOf(SCOPE) + 1);
  }
}
