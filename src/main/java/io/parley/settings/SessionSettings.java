package io.parley.settings;

import java.time.Duration;

/**
 * The limits of an open connection.
 *
 * @param maxMessage bytes of the largest accepted message
 * @param waitingBytes bytes that may wait to be sent to a slow reader
 * @param waitingMessages messages that may wait to be sent to a slow reader
 * @param stall how long one send may take
 * @param messageRate messages and control frames a second that a peer may send; 0 for any number
 * @param byteRate bytes a second that a peer may send and ask for; 0 for any number
 * @param messageTimeout how long a message may take to arrive, in the embedded server
 * @param ping time between pings; a peer that is silent for two of them is disconnected
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
  /** Bytes: with fewer, no page of a room's history would fit. */
  static final int LEAST_WAITING = 64 * 1024;

  /** Bytes: each slow reader may cost this many. */
  static final int MOST_WAITING = 64 * 1024 * 1024;

  /** A phone that changes its network needs some seconds before it reads again. */
  static final Duration SHORTEST_STALL = Duration.ofMillis(100);

  static final Duration LONGEST_STALL = Duration.ofMinutes(10);

  /** Bytes: the payload of any control frame (RFC 6455 5.5) fits into a message. */
  static final int LEAST_MESSAGE = 125;

  /** Bytes: each sender may make the server hold one whole message of this size in memory. */
  static final int MOST_MESSAGE = 16 * 1024 * 1024;

  static final Duration SHORTEST_MESSAGE_TIMEOUT = Duration.ofMillis(100);
  static final Duration LONGEST_MESSAGE_TIMEOUT = Duration.ofMinutes(60);

  /** More frequent pings are load without benefit. */
  static final Duration SHORTEST_PING = Duration.ofMillis(100);

  /**
   * A lost peer counts as connected for two pings; proxies close silent connections much earlier.
   */
  static final Duration LONGEST_PING = Duration.ofMinutes(60);

  static SessionSettings of(OptionValues optionValues) {
    return new SessionSettings(
        optionValues.number(Option.MAX_MESSAGE, LEAST_MESSAGE, MOST_MESSAGE),
        optionValues.number(Option.WAITING_BYTES, LEAST_WAITING, MOST_WAITING),
        optionValues.number(Option.WAITING_MESSAGES, 1, OptionValues.MOST),
        optionValues.time(Option.STALL, SHORTEST_STALL, LONGEST_STALL),
        optionValues.number(Option.MESSAGE_RATE, 0, OptionValues.MOST),
        optionValues.number(Option.BYTE_RATE, 0, OptionValues.MOST),
        optionValues.time(
            Option.MESSAGE_TIMEOUT, SHORTEST_MESSAGE_TIMEOUT, LONGEST_MESSAGE_TIMEOUT),
        optionValues.time(Option.PING, SHORTEST_PING, LONGEST_PING));
  }
}
