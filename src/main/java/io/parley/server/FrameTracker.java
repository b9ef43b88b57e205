package io.parley.server;

import java.nio.ByteBuffer;

/**
 * Follows the boundaries of WebSocket frames (RFC 6455 5.2) in a peer's bytes, without reading
 * their payload. The engine detects protocol errors. Not thread-safe.
 */
final class FrameTracker {
  private static final int FIN = 0x80;
  private static final int CONTROL = 0x08;
  private static final int MASKED = 0x80;
  private static final int SHORTEST_HEADER = 2;
  private static final int MASK_LENGTH = 4;

  private final byte[] header = new byte[14];
  private int headerRead;
  private long payloadLeft;
  private long messageBytes;
  private boolean fragmented;
  private long messages;

  /** Reads the next bytes; leaves the buffer's position unchanged. */
  void read(ByteBuffer bytes) {
    int at = bytes.position();
    while (at < bytes.limit()) {
      if (payloadLeft > 0) {
        long skipped = Math.min(payloadLeft, bytes.limit() - at);
        payloadLeft -= skipped;
        messageBytes += isControl() ? 0 : skipped;
        at += (int) skipped;
        endFrame();
      } else {
        int more = Math.min(headerLength() - headerRead, bytes.limit() - at);
        bytes.get(at, header, headerRead, more);
        headerRead += more;
        at += more;
        endHeader();
      }
    }
  }

  private void endHeader() {
    if (headerRead == headerLength()) {
      payloadLeft = payloadLength();
      headerRead = 0;
      endFrame();
    }
  }

  private void endFrame() {
    if (payloadLeft > 0) {
      return;
    }
    fragmented = isControl() ? fragmented : (header[0] & FIN) == 0;
    messages += fragmented ? 0 : 1;
    messageBytes = fragmented ? messageBytes : 0;
  }

  private boolean isControl() {
    return (header[0] & CONTROL) != 0;
  }

  private int headerLength() {
    if (headerRead < SHORTEST_HEADER) {
      return SHORTEST_HEADER;
    }
    int mask = (header[1] & MASKED) == 0 ? 0 : MASK_LENGTH;
    return SHORTEST_HEADER + mask + extendedLength();
  }

  private int extendedLength() {
    return switch (header[1] & 0x7f) {
      case 126 -> 2;
      case 127 -> 8;
      default -> 0;
    };
  }

  private long payloadLength() {
    int extended = extendedLength();
    if (extended == 0) {
      return header[1] & 0x7f;
    }
    long length = 0;
    for (int at = SHORTEST_HEADER; at < SHORTEST_HEADER + extended; at++) {
      length = length << 8 | (header[at] & 0xff);
    }
    return Math.max(0, length);
  }

  /**
   * How many messages have ended; a control frame outside of a fragmented message counts as one.
   */
  long messages() {
    return messages;
  }

  /** Payload bytes that have arrived of the unfinished message. */
  long messageBytes() {
    return messageBytes;
  }

  /** Whether a frame or a fragmented message has begun and not ended. */
  boolean isUnfinished() {
    return headerRead > 0 || payloadLeft > 0 || fragmented;
  }
}
