package io.parley.chat;

/** A stored message and its position. */
public record StoredMessage(Position position, Message message) {}
