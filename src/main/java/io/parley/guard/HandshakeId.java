package io.parley.guard;

import java.security.SecureRandom;

/**
 * Makes the names of handshakes: ULIDs of 48 bits of time and 80 random bits, which sort by time.
 */
final class HandshakeId {
  private static final char[] BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();

  private HandshakeId() {}

  static String next() {
    return encoded(System.currentTimeMillis(), 10)
        + encoded(RANDOM.nextLong(), 8)
        + encoded(RANDOM.nextLong(), 8);
  }

  /** Encodes the lowest bits, five for each character. */
  private static String encoded(long bits, int length) {
    char[] text = new char[length];
    for (int at = length - 1; at >= 0; at--) {
      text[at] = BASE_32[(int) (bits & 31)];
      bits >>>= 5;
    }
    return new String(text);
  }
}
