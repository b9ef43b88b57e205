package io.parley.autobahn;

/**
 * What the suite asks of each byte, which takes Jython a hundred times as long. Called by the
 * modules {@code wsaccel}, which the suite looks for; public for Jython.
 */
public final class Octets {
  private Octets() {}

  /**
   * Masks a payload, or unmasks it (RFC 6455 5.3).
   *
   * @param offset of the payload's first byte within its frame
   */
  public static byte[] masked(byte[] payload, byte[] key, int offset) {
    byte[] result = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      result[i] = (byte) (payload[i] ^ key[(offset + i) & 3]);
    }
    return result;
  }

  /** Returns how many bytes stand before the first that is not ASCII. */
  public static int leadingAscii(byte[] text) {
    int count = 0;
    while (count < text.length && text[count] >= 0) {
      count++;
    }
    return count;
  }
}
