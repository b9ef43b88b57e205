package io.parley.subprotocol.json;

/**
 * What a connection is held to, and told in its welcome.
 *
 * @param maxMessage bytes of the largest message that is taken
 * @param rooms that one connection may be in: each costs memory and a share of every fan-out
 */
public record JsonLimits(int maxMessage, int rooms) {
  /**
   * Requires terms under which something can be said.
   *
   * @throws IllegalArgumentException where a number is below 1
   */
  public JsonLimits {
    if (maxMessage < 1 || rooms < 1) {
      throw new IllegalArgumentException("a limit is below 1");
    }
  }
}
