package io.parley.chat;

import java.util.OptionalLong;

/**
 * A place where a room's log does not follow itself, such as after a fail-over to a store that had
 * not received every message.
 *
 * @param from the last position before it, which may have been handed over
 * @param to the position that the next message follows
 * @param lost how many messages after {@code from} are lost; empty where it is unknown
 * @param forbidden whether the messages are kept, but the member may not read them
 */
public record LogBreak(Position from, Position to, OptionalLong lost, boolean forbidden) {
  /** A break where messages are lost. */
  public LogBreak(Position from, Position to, OptionalLong lost) {
    this(from, to, lost, false);
  }

  /** A break whose loss follows from its offsets where both are of one epoch. */
  static LogBreak between(Position from, Position to) {
    boolean counted = from.epoch().equals(to.epoch()) && to.offset() > from.offset();
    return new LogBreak(
        from, to, counted ? OptionalLong.of(to.offset() - from.offset()) : OptionalLong.empty());
  }

  /** A break for a member that may not read what lies between. */
  static LogBreak forbidden(Position from, Position to) {
    return new LogBreak(from, to, between(from, to).lost(), true);
  }

  /** Whether nothing is lost, so that the log only goes on in another epoch. */
  boolean isHarmless() {
    return lost.isPresent() && lost.getAsLong() == 0;
  }

  /** Returns the break for a reader that has read up to another position. */
  LogBreak seenFrom(Position position) {
    return position.equals(from) ? this : new LogBreak(position, to, OptionalLong.empty());
  }
}
