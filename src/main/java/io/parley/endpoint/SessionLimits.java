package io.parley.endpoint;

import java.time.Duration;

/**
 * Limits on the resources of one connection.
 *
 * @param maxMessage bytes of a message that a peer sends; text counts in UTF-8; a longer one closes
 *     the connection with 1009
 * @param waitingBytes bytes that may wait to be sent to a slow reader; beyond: 1013
 * @param waitingMessages messages that may wait to be sent; beyond: 1013. Many small messages cost
 *     more than their bytes. All members share a waiting message: 40 members who each send 50 at
 *     once make 2,000, which on a busy machine wait for one sending thread
 * @param stall how long one send may take before its peer counts as one that does not read: 1013
 * @param ping interval of pings; a peer that is silent for two of them is closed with 1001
 * @param messageRate messages and control frames a second that a peer may send, with a burst of one
 *     second; beyond: 1013, for each goes to everyone in the room; 0 for no limit
 * @param byteRate bytes a second, after inflation, that a peer may send and ask for, with a burst
 *     of one second; beyond: 1013; 0 for no limit
 */
public record SessionLimits(
    int maxMessage,
    int waitingBytes,
    int waitingMessages,
    Duration stall,
    Duration ping,
    int messageRate,
    long byteRate) {
  /**
   * The container's idle timeout. Parley itself closes a silent peer after two pings, if it can.
   */
  Duration idle() {
    return ping.plus(ping).plus(ping);
  }

  /**
   * Requires positive limits; only the rates may be 0.
   *
   * @throws IllegalArgumentException where a limit is too small, or where one whole message could
   *     not wait
   */
  public SessionLimits {
    if (maxMessage < 1 || waitingMessages < 1 || messageRate < 0 || byteRate < 0) {
      throw new IllegalArgumentException("a limit is below 1");
    }
    if (waitingBytes < maxMessage) {
      throw new IllegalArgumentException("fewer bytes may wait than one message has");
    }
    if (stall.toMillis() < 1 || ping.toMillis() < 1) {
      throw new IllegalArgumentException("a duration is below 1 ms");
    }
  }
}
