package io.parley.chat;

/** A message that is stored, and where. */
public record StoredMessage(Position position, Message message) {}
