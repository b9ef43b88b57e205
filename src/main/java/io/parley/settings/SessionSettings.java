package io.parley.settings;

import java.time.Duration;

/**
 * What an open connection is held to.
 *
 * @param maxMessage bytes of the largest message that is taken
 * @param waitingBytes that wait to be sent to a peer that reads slowly
 * @param waitingMessages likewise
 * @param stall how long one send may take
 * @param messageRate messages and control frames a second that a peer may send; 0 for any number
 * @param byteRate bytes a second that a peer may send and ask for; 0 for any number
 * @param messageTimeout how long a message may take to arrive, in the embedded server
 * @param ping time between pings; a peer silent for two of them is gone
 */
public record SessionSettings(
    int maxMessage,
    int waitingBytes,
    int waitingMessages,
    Duration stall,
    int messageRate,
    int byteRate,
    Duration messageTimeout,
    Duration ping) {
  /** Bytes: below, no replay of a room's history would fit. */
  static final int LEAST_WAITING = 64 * 1024;

  /** Bytes: every slow reader may cost so many. */
  static final int MOST_WAITING = 64 * 1024 * 1024;

  /** A reader on a phone that changes its network needs some seconds. */
  static final Duration SHORTEST_STALL = Duration.ofMillis(100);

  static final Duration LONGEST_STALL = Duration.ofMinutes(10);

  /** Bytes: whatever fits a control frame (RFC 6455 5.5) fits a message. */
  static final int LEAST_MESSAGE = 125;

  /** Bytes: each sender may make the server hold one whole message of this size in memory. */
  static final int MOST_MESSAGE = 16 * 1024 * 1024;

  static final Duration SHORTEST_MESSAGE_TIMEOUT = Duration.ofMillis(100);
  static final Duration LONGEST_MESSAGE_TIMEOUT = Duration.ofMinutes(60);

  /** More pings than this are load without news. */
  static final Duration SHORTEST_PING = Duration.ofMillis(100);

  /** A peer that is gone holds its place for two pings; proxies cut silence far sooner. */
  static final Duration LONGEST_PING = Duration.ofMinutes(60);
}
