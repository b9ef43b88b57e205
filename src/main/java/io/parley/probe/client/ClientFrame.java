package io.parley.probe.client;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame of a client (RFC 6455 5.2).
 *
 * @param reserved the three reserved bits, RSV1 highest
 * @param mask four octets; empty where the frame is not masked
 * @param payload unmasked
 */
record ClientFrame(boolean last, int reserved, int opcode, String mask, String payload) {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int RSV1 = 4;

  private static final int MASK_SIZE = 4;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;

  boolean isControl() {
    return opcode >= CLOSE;
  }

  boolean isClose() {
    return opcode == CLOSE;
  }

  boolean isMasked() {
    return !mask.isEmpty();
  }

  boolean isCompressed() {
    return (reserved & RSV1) != 0;
  }

  /** Reads all complete frames at the start of the octets. */
  static List<ClientFrame> read(String octets) {
    List<ClientFrame> frames = new ArrayList<>();
    int at = 0;
    while (at >= 0 && at + 2 <= octets.length()) {
      at = readOne(octets, at, frames);
    }
    return List.copyOf(frames);
  }

  private static int readOne(String octets, int at, List<ClientFrame> frames) {
    int second = octets.charAt(at + 1);
    int length = second & 0x7f;
    int wide = length == TWO_BYTE_LENGTH ? 2 : length == EIGHT_BYTE_LENGTH ? 8 : 0;
    int maskAt = at + 2 + wide;
    int start = maskAt + ((second & 0x80) != 0 ? MASK_SIZE : 0);
    if (start > octets.length()) {
      return -1;
    }
    long size = wide == 0 ? length : number(octets.substring(at + 2, maskAt));
    if (size < 0 || size > octets.length() - start) {
      return -1;
    }
    int end = start + (int) size;
    String mask = octets.substring(maskAt, start);
    int first = octets.charAt(at);
    String payload = unmasked(octets.substring(start, end), mask);
    frames.add(new ClientFrame((first & 0x80) != 0, first >> 4 & 7, first & 0xf, mask, payload));
    return end;
  }

  private static long number(String octets) {
    return octets.chars().asLongStream().reduce(0, (sum, octet) -> sum << 8 | octet);
  }

  private static String unmasked(String payload, String mask) {
    if (mask.isEmpty()) {
      return payload;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < payload.length(); i++) {
      out.append((char) (payload.charAt(i) ^ mask.charAt(i % MASK_SIZE)));
    }
    return out.toString();
  }
}
