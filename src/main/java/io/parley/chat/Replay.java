package io.parley.chat;

import java.util.List;

/**
 * A stretch of a room's log.
 *
 * @param gap whether messages after the position asked for are lost to the reader: it is of another
 *     epoch, beyond the head, or what followed it is no longer kept
 * @param messages in order; with a gap they begin at the oldest message kept
 */
public record Replay(boolean gap, List<Committed> messages) {
  public Replay {
    messages = List.copyOf(messages);
  }
}
