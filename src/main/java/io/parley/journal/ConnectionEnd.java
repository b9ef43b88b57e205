package io.parley.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How an accepted connection ended.
 *
 * @param code the close code; 1005 and 1006 are never sent in a frame (RFC 6455 7.4.1)
 * @param lasted since the session opened
 */
public record ConnectionEnd(Instant at, int code, Duration lasted, Traffic traffic) {
  /**
   * The messages of a connection. Bytes are those of the messages' content, without frame headers
   * and before compression.
   *
   * @param received messages
   * @param sent messages that were passed to the container to be sent
   */
  public record Traffic(long received, long receivedBytes, long sent, long sentBytes) {}
}
