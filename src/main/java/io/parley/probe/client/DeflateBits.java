package io.parley.probe.client;

import java.util.zip.DataFormatException;

/** Reads bits and Huffman codes of DEFLATE (RFC 1951 3.2). */
final class DeflateBits {
  private static final int MAX_BITS = 15;

  private final String octets;
  private int at;

  DeflateBits(String octets) {
    this.octets = octets;
  }

  /** Whether fewer than that many bits are left. */
  boolean isShorterThan(int count) {
    return octets.length() * 8 - at < count;
  }

  int bits(int count) throws DataFormatException {
    if (isShorterThan(count)) {
      throw new DataFormatException("the compressed data ends too early");
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= ((octets.charAt(at >> 3) >> (at & 7)) & 1) << i;
      at++;
    }
    return value;
  }

  /** Skips to the next octet, and then a number of octets. */
  void skip(int count) throws DataFormatException {
    at = (at + 7) / 8 * 8;
    if (isShorterThan(count * 8)) {
      throw new DataFormatException("the compressed data ends too early");
    }
    at += count * 8;
  }

  /** Reads a symbol of a canonical code. */
  int symbol(Code code) throws DataFormatException {
    int value = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_BITS; length++) {
      value |= bits(1);
      int count = code.counts()[length];
      if (value - count < first) {
        return code.symbols()[index + value - first];
      }
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new DataFormatException("the compressed data has an unknown code");
  }

  /**
   * A canonical code.
   *
   * @param counts how many codes have each length
   * @param symbols in the order of their codes
   */
  @SuppressWarnings("ArrayRecordComponent") // Used inside this package only, and never compared.
  record Code(int[] counts, int[] symbols) {
    /** Makes the code whose symbols have these lengths; 0 for an unused symbol. */
    static Code of(int... lengths) {
      int[] counts = new int[MAX_BITS + 1];
      for (int length : lengths) {
        counts[length]++;
      }
      counts[0] = 0;
      int[] next = new int[MAX_BITS + 2];
      for (int length = 1; length <= MAX_BITS; length++) {
        next[length + 1] = next[length] + counts[length];
      }
      int[] symbols = new int[lengths.length];
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] != 0) {
          symbols[next[lengths[symbol]]++] = symbol;
        }
      }
      return new Code(counts, symbols);
    }
  }
}
