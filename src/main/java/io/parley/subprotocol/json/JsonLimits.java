package io.parley.subprotocol.json;

/**
 * The limits of a connection, which its welcome states.
 *
 * @param maxMessage bytes of the largest accepted message
 * @param rooms that one connection may be in: each takes memory and a share of every fan-out
 */
public record JsonLimits(int maxMessage, int rooms) {
  /**
   * Requires limits above 0.
   *
   * @throws IllegalArgumentException where a number is below 1
   */
  public JsonLimits {
    if (maxMessage < 1 || rooms < 1) {
      throw new IllegalArgumentException("a limit is below 1");
    }
  }
}
