package io.parley.probe.client;

import io.parley.probe.client.DeflateBits.Code;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * Finds how far back compressed messages refer. A sender with a window of 2^n octets never refers
 * further; the JDK's decompressor cannot tell, because its own window is always the largest.
 */
final class DeflateDistances {
  private static final String TAIL = "\0\0\u00ff\u00ff";
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH = 257;
  private static final int LAST_LENGTH = 285;
  private static final int LENGTH_SYMBOLS = 288;
  private static final int DISTANCE_SYMBOLS = 30;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final DeflateBits in;
  private int largest;

  private DeflateDistances(String octets) {
    in = new DeflateBits(octets);
  }

  /**
   * Returns the largest distance in all messages; 0 where they repeat nothing.
   *
   * @throws DataFormatException if one is not DEFLATE
   */
  static int largest(List<String> payloads) throws DataFormatException {
    int largest = 0;
    for (String payload : payloads) {
      DeflateDistances message = new DeflateDistances(payload + TAIL);
      message.read();
      largest = Math.max(largest, message.largest);
    }
    return largest;
  }

  private void read() throws DataFormatException {
    boolean last = false;
    while (!last && !in.isShorterThan(3)) {
      last = in.bits(1) == 1;
      block(in.bits(2));
    }
  }

  private void block(int type) throws DataFormatException {
    switch (type) {
      case 0 -> stored();
      case 1 -> codes(fixedLengths(), Code.of(filled(DISTANCE_SYMBOLS, 5)));
      case 2 -> dynamic();
      default -> throw new DataFormatException("the compressed data has an unknown block");
    }
  }

  private void stored() throws DataFormatException {
    in.skip(0);
    int length = in.bits(16);
    in.skip(2 + length);
  }

  private static Code fixedLengths() {
    int[] lengths = filled(LENGTH_SYMBOLS, 8);
    Arrays.fill(lengths, 144, 256, 9);
    Arrays.fill(lengths, 256, 280, 7);
    return Code.of(lengths);
  }

  private static int[] filled(int size, int value) {
    int[] all = new int[size];
    Arrays.fill(all, value);
    return all;
  }

  private void dynamic() throws DataFormatException {
    int literals = in.bits(5) + FIRST_LENGTH;
    int distances = in.bits(5) + 1;
    int codes = in.bits(4) + 4;
    int[] lengths = new int[ORDER.length];
    for (int i = 0; i < codes; i++) {
      lengths[ORDER[i]] = in.bits(3);
    }
    int[] all = lengths(Code.of(lengths), literals + distances);
    codes(
        Code.of(Arrays.copyOf(all, literals)),
        Code.of(Arrays.copyOfRange(all, literals, all.length)));
  }

  private int[] lengths(Code code, int size) throws DataFormatException {
    int[] all = new int[size];
    int at = 0;
    while (at < size) {
      int symbol = in.symbol(code);
      if (symbol < 16) {
        all[at++] = symbol;
      } else {
        int value = symbol == 16 && at > 0 ? all[at - 1] : 0;
        int count = symbol == 16 ? 3 + in.bits(2) : symbol == 17 ? 3 + in.bits(3) : 11 + in.bits(7);
        int end = Math.min(size, at + count);
        Arrays.fill(all, at, end, value);
        at = end;
      }
    }
    return all;
  }

  private void codes(Code literals, Code distances) throws DataFormatException {
    int symbol = in.symbol(literals);
    while (symbol != END_OF_BLOCK) {
      if (symbol > END_OF_BLOCK) {
        in.bits(lengthBits(symbol));
        largest = Math.max(largest, distance(in.symbol(distances)));
      }
      symbol = in.symbol(literals);
    }
  }

  private static int lengthBits(int symbol) {
    return symbol == LAST_LENGTH ? 0 : Math.max(0, (symbol - FIRST_LENGTH - 4) / 4);
  }

  private int distance(int symbol) throws DataFormatException {
    if (symbol < 4) {
      return symbol + 1;
    }
    int bits = symbol / 2 - 1;
    return ((2 + symbol % 2) << bits) + 1 + in.bits(bits);
  }
}
