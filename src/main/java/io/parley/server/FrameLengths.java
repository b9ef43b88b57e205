package io.parley.server;

import java.nio.ByteBuffer;

/**
 * Finds a client's frame length that is encoded in more bytes than it needs. RFC 6455 5.2 forbids
 * that; Jetty accepts it.
 */
final class FrameLengths {
  private static final int MASK_BYTES = 4;
  private static final int SHORT_FORM = 126;
  private static final int LONG_FORM = 127;

  private enum Part {
    FIRST,
    LENGTH,
    EXTENDED,
    PAYLOAD
  }

  private Part part = Part.FIRST;

  /** Bytes of the extended length that are not read yet. */
  private int digits;

  private long least;
  private long length;

  /** Bytes of the mask and of the payload that are not read yet. */
  private long rest;

  private boolean masked;

  /**
   * Reads the next bytes.
   *
   * @param from position of the first byte; the buffer's limit ends the last
   * @return where the frame with too long a length begins, or {@code from} where it began before;
   *     else the limit
   */
  int read(ByteBuffer bytes, int from) {
    int start = from;
    int at = from;
    while (at < bytes.limit()) {
      if (part == Part.FIRST) {
        start = at;
      }
      if (part == Part.PAYLOAD) {
        at += (int) skip(bytes.limit() - at);
      } else if (!take(bytes.get(at++))) {
        return start;
      }
    }
    return bytes.limit();
  }

  private long skip(int available) {
    long skipped = Math.min(rest, available);
    rest -= skipped;
    part = rest == 0 ? Part.FIRST : Part.PAYLOAD;
    return skipped;
  }

  /** Reads one byte; returns false where it completes a length that is not minimal. */
  private boolean take(byte next) {
    switch (part) {
      case FIRST -> part = Part.LENGTH;
      case LENGTH -> begin(next);
      default -> {
        length = length << Byte.SIZE | (next & 0xff);
        digits--;
        if (digits == 0) {
          // A first bit that is set makes the length negative, which Jetty refuses.
          boolean minimal = length < 0 || length >= least;
          payload();
          return minimal;
        }
      }
    }
    return true;
  }

  private void begin(byte second) {
    masked = second < 0;
    length = second & 0x7f;
    if (length == SHORT_FORM) {
      extended(Short.BYTES, SHORT_FORM);
    } else if (length == LONG_FORM) {
      extended(Long.BYTES, 1L << Short.SIZE);
    } else {
      payload();
    }
  }

  private void extended(int bytes, long shortest) {
    part = Part.EXTENDED;
    digits = bytes;
    least = shortest;
    length = 0;
  }

  private void payload() {
    rest = Math.max(0, length) + (masked ? MASK_BYTES : 0);
    part = rest == 0 ? Part.FIRST : Part.PAYLOAD;
  }
}
