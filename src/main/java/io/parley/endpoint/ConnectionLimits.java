package io.parley.endpoint;

/**
 * How many connections there may be at once, those included whose handshake was just accepted.
 *
 * @param connections in all; beyond: 503. Each costs memory whether it says anything or not
 * @param perAddress from one address, beyond: 429; 0 for no such limit, since behind a proxy all
 *     peers share one
 * @param windows of them whose client's compression window is kept, at some 40 kB outside the heap;
 *     beyond: no compression
 */
public record ConnectionLimits(int connections, int perAddress, int windows) {
  private static final int WINDOWS = 1_000;

  /** 20,000 in all, any number from one address, 1,000 with a window. */
  public static final ConnectionLimits DEFAULT = new ConnectionLimits(20_000, 0);

  /** With a window for 1,000. */
  public ConnectionLimits(int connections, int perAddress) {
    this(connections, perAddress, WINDOWS);
  }

  /**
   * Requires room for one.
   *
   * @throws IllegalArgumentException where there is none
   */
  public ConnectionLimits {
    if (connections < 1 || perAddress < 0 || windows < 0) {
      throw new IllegalArgumentException("no room for a connection");
    }
  }
}
