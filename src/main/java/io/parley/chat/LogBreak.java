package io.parley.chat;

import java.util.OptionalLong;

/**
 * A place where a room's log does not follow itself, such as after a fail-over to a store that had
 * not received every message.
 *
 * @param from the last position before it, which may have been handed over
 * @param to the position that the next message follows
 * @param lost how many acknowledged messages after {@code from} are lost; empty where it is unknown
 */
public record LogBreak(Position from, Position to, OptionalLong lost) {}
