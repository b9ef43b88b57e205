package io.parley.broker.redis;

/** A Redis is not set up as Parley needs it, or cannot be reached at the start. */
public final class RedisSetupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message one sentence for people, without secrets
   */
  RedisSetupException(String message) {
    super(message, null, false, false);
  }
}
