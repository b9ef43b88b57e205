package io.parley.guard;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes the names of handshakes: ULIDs of 48 bits of time and 80 random bits, which sort by time.
 */
final class HandshakeId {
  private static final byte[] BASE_32 =
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.ISO_8859_1);

  private static final int RANDOM_BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private HandshakeId() {}

  static String next() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    byte[] text = new byte[26];
    encode(System.currentTimeMillis(), text, 0, 10);
    encode(bits(random, 0), text, 10, 18);
    encode(bits(random, RANDOM_BYTES / 2), text, 18, 26);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** The 40 bits of five bytes. */
  private static long bits(byte[] bytes, int from) {
    long bits = 0;
    for (int at = from; at < from + RANDOM_BYTES / 2; at++) {
      bits = bits << 8 | (bytes[at] & 255);
    }
    return bits;
  }

  /** Encodes the lowest bits, five for each character. */
  private static void encode(long bits, byte[] text, int from, int to) {
    long rest = bits;
    for (int at = to - 1; at >= from; at--) {
      text[at] = BASE_32[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
