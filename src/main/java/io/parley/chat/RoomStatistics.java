package io.parley.chat;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the messages of all rooms, and measures their delivery delay. It is told once of each
 * message, not of each delivery, and takes no lock. Thread-safe.
 */
public final class RoomStatistics {
  private final LongAdder messages = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final DelayHistogram delays = new DelayHistogram();

  /**
   * Counts a message that the connections of all members on this server have taken, except those
   * that do not read.
   *
   * @param members their number
   */
  void delivered(Message message, int members, long now) {
    messages.increment();
    deliveries.add(members);
    message.payload().publishedAt().ifPresent(published -> delays.add(now - published));
  }

  /** Returns the messages that rooms were handed since the start. */
  public long messages() {
    return messages.sum();
  }

  /** Returns the same messages, each counted once for each member that it was passed on to. */
  public long deliveries() {
    return deliveries.sum();
  }

  /**
   * Returns the numbers of messages by their delivery delay: the time from when this server began
   * to publish a message until the system had its bytes for every member here. Of a member that
   * does not read, a tenth of a second may be part of it.
   *
   * @return ascending upper bounds in microseconds, without those that have no message
   */
  public Map<Long, Long> delays() {
    return delays.counts();
  }
}
