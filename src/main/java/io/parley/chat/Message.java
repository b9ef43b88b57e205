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
public record Message(String id, String sender, String name, Payload payload, Instant at) {}
