package io.parley.chat;

/** A message that is stored, and where. */
public record Committed(Position position, Message message) {}
