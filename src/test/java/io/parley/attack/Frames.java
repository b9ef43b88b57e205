package io.parley.attack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** The bytes of a client's frames (RFC 6455 5.2). */
final class Frames {
  static final int TEXT = 0x81;
  static final int TEXT_WITHOUT_FIN = 0x01;
  static final int BINARY_COMPRESSED = 0xc2;
  static final int PING = 0x89;
  static final int PONG = 0x8a;
  static final int UNKNOWN = 0x83;

  private static final byte[] MASK = {0x5a, 0x17, 0x2b, 0x66};

  private Frames() {}

  /** A masked frame; the first byte holds FIN, RSV and the opcode. */
  static byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put(head(first, payload.length));
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** All of a frame but its payload, of which the length is only declared. */
  static byte[] head(int first, long length) {
    ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
    if (length < 126) {
      head.put((byte) (0x80 | length));
    } else if (length < 65_536) {
      head.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      head.put((byte) (0x80 | 127)).putLong(length);
    }
    head.put(MASK);
    return Arrays.copyOf(head.array(), head.position());
  }

  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One frame many times in a row. */
  static byte[] repeat(byte[] frame, int times) {
    byte[] all = new byte[frame.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(frame, 0, all, i * frame.length, frame.length);
    }
    return all;
  }

  /** A binary message of so many zero bytes, compressed (RFC 7692 7.2.1). */
  static byte[] bomb(int length) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(new byte[length]);
      byte[] compressed = new byte[length + 64];
      int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
      return frame(BINARY_COMPRESSED, Arrays.copyOf(compressed, size - 4));
    } finally {
      deflater.end();
    }
  }
}
