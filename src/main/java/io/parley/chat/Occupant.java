package io.parley.chat;

/**
 * A member as the others see it.
 *
 * @param name empty where it has none
 */
public record Occupant(String id, String name) {}
