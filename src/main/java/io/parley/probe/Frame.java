package io.parley.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket frame (RFC 6455 5.2).
 *
 * @param reserved the three reserved bits, RSV1 highest
 * @param payload unmasked
 */
public record Frame(boolean last, int reserved, int opcode, boolean masked, String payload) {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;
  public static final int RSV1 = 4;

  /** A constant mask is enough for a probe, and is easy to recognize in a report. */
  private static final String MASK = "7\u00fa!=";

  private static final int SHORT_LENGTH = 125;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;
  private static final int MAX_SHORT = 0xffff;

  /** Returns a message of one frame, as a client sends it. */
  public static Frame text(String payload) {
    return new Frame(true, 0, TEXT, true, payload);
  }

  /** Returns a compressed message of one frame (RFC 7692 6). */
  public static Frame compressed(String payload) {
    return new Frame(true, RSV1, TEXT, true, payload);
  }

  public static Frame ping(String payload) {
    return new Frame(true, 0, PING, true, payload);
  }

  public Frame reserving(int bits) {
    return new Frame(last, bits, opcode, masked, payload);
  }

  public Frame of(int otherOpcode) {
    return new Frame(last, reserved, otherOpcode, masked, payload);
  }

  public Frame withMoreToCome() {
    return new Frame(false, reserved, opcode, masked, payload);
  }

  public Frame unmasked() {
    return new Frame(last, reserved, opcode, false, payload);
  }

  public boolean is(int other) {
    return opcode == other;
  }

  boolean isControl() {
    return opcode >= CLOSE;
  }

  boolean isReserving(int bit) {
    return (reserved & bit) != 0;
  }

  public String octets() {
    StringBuilder octets = new StringBuilder();
    octets.append((char) ((last ? 0x80 : 0) | reserved << 4 | opcode));
    int length = payload.length();
    int flag = masked ? 0x80 : 0;
    if (length <= SHORT_LENGTH) {
      octets.append((char) (flag | length));
    } else if (length <= MAX_SHORT) {
      octets.append((char) (flag | TWO_BYTE_LENGTH));
      octets.append((char) (length >> 8)).append((char) (length & 0xff));
    } else {
      octets.append((char) (flag | EIGHT_BYTE_LENGTH));
      for (int shift = 56; shift >= 0; shift -= 8) {
        octets.append((char) ((long) length >> shift & 0xff));
      }
    }
    return octets.append(masked ? MASK + masking(payload, MASK) : payload).toString();
  }

  /** Parses all complete frames at the start of the octets. */
  public static List<Frame> read(String octets) {
    List<Frame> frames = new ArrayList<>();
    int at = 0;
    while (at >= 0 && at + 2 <= octets.length()) {
      at = readOne(octets, at, frames);
    }
    return List.copyOf(frames);
  }

  private static int readOne(String octets, int at, List<Frame> frames) {
    int second = octets.charAt(at + 1);
    boolean masked = (second & 0x80) != 0;
    int length = second & 0x7f;
    int wide = length == TWO_BYTE_LENGTH ? 2 : length == EIGHT_BYTE_LENGTH ? 8 : 0;
    int mask = at + 2 + wide;
    int start = mask + (masked ? MASK.length() : 0);
    if (start > octets.length()) {
      return -1;
    }
    long size = wide == 0 ? length : number(octets.substring(at + 2, mask));
    if (size < 0 || size > octets.length() - start) {
      return -1;
    }
    int end = start + (int) size;
    String payload = octets.substring(start, end);
    int first = octets.charAt(at);
    frames.add(
        new Frame(
            (first & 0x80) != 0,
            first >> 4 & 7,
            first & 0xf,
            masked,
            masked ? masking(payload, octets.substring(mask, start)) : payload));
    return end;
  }

  private static long number(String octets) {
    return octets.chars().asLongStream().reduce(0, (sum, octet) -> sum << 8 | octet);
  }

  private static String masking(String payload, String mask) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < payload.length(); i++) {
      out.append((char) (payload.charAt(i) ^ mask.charAt(i % mask.length())));
    }
    return out.toString();
  }
}
