package io.parley.broker.sqlite;

import java.security.SecureRandom;

/** Names of logs. */
final class Epoch {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Epoch() {}

  /** 64 bits: no two logs of a room ever have the same. */
  static String random() {
    return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
  }
}
