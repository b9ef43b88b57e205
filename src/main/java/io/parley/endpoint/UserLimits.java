package io.parley.endpoint;

/**
 * Limits on all connections of one user together, whatever addresses they come from. They hold for
 * a user whom the server or its container has authenticated; an anonymous client has none of them.
 *
 * @param connections open at once; beyond: 429; 0 for no such limit
 * @param messageRate messages and pongs a second, with a burst of one second; 0 for no limit
 * @param byteRate bytes a second, after inflation, that the user may send and ask for, with a burst
 *     of one second; 0 for no limit
 */
public record UserLimits(int connections, int messageRate, long byteRate) {
  /** No limit. */
  public static final UserLimits NONE = new UserLimits(0, 0, 0);

  /**
   * Requires that no limit is negative.
   *
   * @throws IllegalArgumentException if one is
   */
  public UserLimits {
    if (connections < 0 || messageRate < 0 || byteRate < 0) {
      throw new IllegalArgumentException("a limit of a user is negative");
    }
  }
}
