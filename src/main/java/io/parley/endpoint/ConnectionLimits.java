package io.parley.endpoint;

/**
 * Limits on simultaneous connections, including handshakes that were just accepted.
 *
 * @param connections in all; beyond: 503. Each costs memory, even when idle
 * @param perAddress from one address, beyond: 429; 0 for no such limit, since behind a proxy all
 *     peers share one
 * @param windows connections whose client's compression window is kept, at some 40 kB each outside
 *     the heap; beyond: no compression
 * @param users limits of each user
 */
public record ConnectionLimits(int connections, int perAddress, int windows, UserLimits users) {
  /**
   * Requires that at least one connection is allowed.
   *
   * @throws IllegalArgumentException if none is, or a limit is negative
   */
  public ConnectionLimits {
    if (connections < 1 || perAddress < 0 || windows < 0) {
      throw new IllegalArgumentException("no room for a connection");
    }
  }
}
