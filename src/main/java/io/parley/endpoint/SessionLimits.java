package io.parley.endpoint;

import java.time.Duration;

/**
 * What one connection may cost.
 *
 * @param maxMessage bytes of a message that a peer sends; text counts in UTF-8; a longer one closes
 *     the connection with 1009
 * @param waitingBytes that wait to be sent to a peer that reads slowly; beyond: 1013
 * @param waitingMessages likewise: many small messages cost more than their bytes
 * @param stall how long one send may take before its peer is taken for one that does not read: 1013
 * @param ping how often a peer is asked for a sign of life; without one for twice that: 1001
 * @param messageRate messages and control frames a second that a peer may send, with a burst of one
 *     second; beyond: 1013, for each goes to everyone in the room; 0 for any number
 * @param byteRate bytes a second, after inflation, that a peer may send and ask for, likewise
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
   * 64 KiB a message, 1 MiB or 4,096 messages waiting, 10 s a send, a ping every 25 s, 1,000
   * messages and 16 MiB a second. What waits is shared by all members; 40 of them who say 50 things
   * at once are 2,000, which on a busy machine wait for the one thread that sends.
   */
  public static final SessionLimits DEFAULT =
      new SessionLimits(
          65_536, 1 << 20, 4_096, Duration.ofSeconds(10), Duration.ofSeconds(25), 1_000, 1 << 24);

  /** When the container may close a silent peer: ours does after two pings, if it can. */
  Duration idle() {
    return ping.multipliedBy(3);
  }

  /**
   * Requires limits under which a peer can live.
   *
   * @throws IllegalArgumentException where a limit is not positive, or where one whole message
   *     could not wait
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
