package io.parley.endpoint;

/**
 * How many connections there may be at once, those included whose handshake was just accepted.
 *
 * @param connections in all; beyond: 503. Each costs memory whether it says anything or not
 * @param perAddress from one address, beyond: 429; 0 for no such limit, since behind a proxy all
 *     peers share one
 */
public record Capacity(int connections, int perAddress) {
  /** 20,000 in all, any number from one address. */
  public static final Capacity DEFAULT = new Capacity(20_000, 0);

  /**
   * Requires room for one.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Capacity {
    if (connections < 1 || perAddress < 0) {
      throw new IllegalArgumentException("no room for a connection");
    }
  }
}
