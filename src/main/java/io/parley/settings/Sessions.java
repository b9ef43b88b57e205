package io.parley.settings;

import java.time.Duration;

/**
 * What an open connection is held to.
 *
 * @param maxMessage bytes of the largest message that is taken
 * @param ping time between pings; a peer silent for two of them is gone
 */
public record Sessions(int maxMessage, Duration ping) {
  /** Bytes: whatever fits a control frame (RFC 6455 5.5) fits a message. */
  static final int LEAST_MESSAGE = 125;

  /** Bytes: each sender may make the server hold one whole message of this size in memory. */
  static final int MOST_MESSAGE = 16 * 1024 * 1024;

  /** More pings than this are load without news. */
  static final Duration SHORTEST_PING = Duration.ofMillis(100);

  /** A peer that is gone holds its place for two pings; proxies cut silence far sooner. */
  static final Duration LONGEST_PING = Duration.ofMinutes(60);
}
