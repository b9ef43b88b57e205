package io.parley.chat;

/**
 * What a member said.
 *
 * @param sender the id of the member that said it
 */
public record Message(String sender, Payload payload) {}
