package io.parley.probe.http2;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame of HTTP/2 (RFC 9113 4.1), right or wrong.
 *
 * @param stream 0 for the connection
 */
record Http2Frame(int type, int flags, int stream, String payload) {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int PRIORITY = 0x20;

  /** A type that no standard defines. */
  static final int UNKNOWN_TYPE = 0xfb;

  private static final int HEAD = 9;
  private static final int SETTING = 6;
  private static final int PRIORITY_FIELDS = 5;

  static Http2Frame data(int stream, String payload) {
    return new Http2Frame(DATA, 0, stream, payload);
  }

  /** Returns all fields of a request in one frame. */
  static Http2Frame headers(int stream, StreamRequest request) {
    return new Http2Frame(HEADERS, END_HEADERS, stream, request.octets());
  }

  /**
   * Returns a SETTINGS frame.
   *
   * @param settings identifiers, each followed by its value
   */
  static Http2Frame settings(int... settings) {
    StringBuilder payload = new StringBuilder();
    for (int i = 0; i < settings.length; i += 2) {
      payload.append(number(settings[i], 2)).append(number(settings[i + 1], 4));
    }
    return new Http2Frame(SETTINGS, 0, 0, payload.toString());
  }

  static Http2Frame settingsAck() {
    return new Http2Frame(SETTINGS, ACK, 0, "");
  }

  static Http2Frame ping(String eightOctets) {
    return new Http2Frame(PING, 0, 0, eightOctets);
  }

  static Http2Frame windowUpdate(int stream, int increment) {
    return new Http2Frame(WINDOW_UPDATE, 0, stream, number(increment, 4));
  }

  static Http2Frame reset(int stream, StreamErrorCode errorCode) {
    return new Http2Frame(RST_STREAM, 0, stream, number(errorCode.number(), 4));
  }

  Http2Frame flagged(int flag) {
    return new Http2Frame(type, flags | flag, stream, payload);
  }

  /** Adds padding of that many octets to the payload (RFC 9113 6.1). */
  Http2Frame padded(int octets) {
    String all = (char) octets + payload + "\0".repeat(octets);
    return new Http2Frame(type, flags | PADDED, stream, all);
  }

  /** Splits the fields of a request over this frame and CONTINUATION frames (RFC 9113 6.10). */
  List<Http2Frame> continued(int pieces) {
    List<Http2Frame> frames = new ArrayList<>();
    int size = payload.length() / pieces + 1;
    for (int from = 0; from < payload.length(); from += size) {
      int to = Math.min(from + size, payload.length());
      frames.add(
          new Http2Frame(
              from == 0 ? HEADERS : CONTINUATION,
              to == payload.length() ? END_HEADERS : 0,
              stream,
              payload.substring(from, to)));
    }
    return List.copyOf(frames);
  }

  boolean is(int otherType) {
    return type == otherType;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The payload without padding and priority fields. */
  String content() {
    boolean padded = has(PADDED) && (is(DATA) || is(HEADERS)) && !payload.isEmpty();
    int from = (padded ? 1 : 0) + (is(HEADERS) && has(PRIORITY) ? PRIORITY_FIELDS : 0);
    int to = payload.length() - (padded ? payload.charAt(0) : 0);
    return from <= to ? payload.substring(from, to) : "";
  }

  /** The values of a setting in a SETTINGS frame, in order. */
  List<Long> settings(int identifier) {
    List<Long> values = new ArrayList<>();
    for (int at = 0; at + SETTING <= payload.length(); at += SETTING) {
      if (number(payload, at, 2) == identifier) {
        values.add(number(payload, at + 2, 4));
      }
    }
    return List.copyOf(values);
  }

  /** The number of four octets at that place of the payload; 0 where it is shorter. */
  long number(int at) {
    return at + 4 <= payload.length() ? number(payload, at, 4) : 0;
  }

  String octets() {
    return number(payload.length(), 3) + (char) type + (char) flags + number(stream, 4) + payload;
  }

  /** Reads all complete frames at the start of the octets. */
  static List<Http2Frame> read(String octets) {
    List<Http2Frame> frames = new ArrayList<>();
    int at = 0;
    while (at + HEAD <= octets.length()) {
      int end = at + HEAD + (int) number(octets, at, 3);
      if (end > octets.length()) {
        return List.copyOf(frames);
      }
      int stream = (int) number(octets, at + 5, 4) & Integer.MAX_VALUE;
      frames.add(
          new Http2Frame(
              octets.charAt(at + 3),
              octets.charAt(at + 4),
              stream,
              octets.substring(at + HEAD, end)));
      at = end;
    }
    return List.copyOf(frames);
  }

  private static String number(int value, int octets) {
    StringBuilder number = new StringBuilder();
    for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
      number.append((char) (value >>> shift & 0xff));
    }
    return number.toString();
  }

  private static long number(String octets, int at, int count) {
    return octets
        .substring(at, at + count)
        .chars()
        .asLongStream()
        .reduce(0, (sum, octet) -> sum << 8 | octet);
  }
}
