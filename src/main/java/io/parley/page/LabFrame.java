package io.parley.page;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;

/** One WebSocket frame as it was on the wire (RFC 6455 5.2). Immutable. */
final class LabFrame {
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** The most octets of a payload that are kept of a frame. */
  static final int MOST_KEPT = 4_096;

  /** The most octets of a control frame's payload (RFC 6455 5.5). */
  static final int MOST_CONTROL = 125;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MASK_LENGTH = 4;
  private static final int LONGEST_HEADER = 14;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] octets;
  private final long size;

  private LabFrame(byte[] octets, long size) {
    this.octets = octets;
    this.size = size;
  }

  /** Makes a whole message of one frame, masked with a random key as RFC 6455 5.3 demands. */
  static LabFrame masked(int opcode, byte[] payload) {
    byte[] key = new byte[MASK_LENGTH];
    RANDOM.nextBytes(key);
    ByteArrayOutputStream octets = new ByteArrayOutputStream(payload.length + LONGEST_HEADER);
    octets.write(FIN | opcode);
    writeLength(octets, payload.length);
    octets.writeBytes(key);
    for (int at = 0; at < payload.length; at++) {
      octets.write(payload[at] ^ key[at % MASK_LENGTH]);
    }
    return new LabFrame(octets.toByteArray(), octets.size());
  }

  private static void writeLength(ByteArrayOutputStream octets, int length) {
    if (length < LENGTH_16) {
      octets.write(MASKED | length);
      return;
    }
    boolean isShort = length <= 0xffff;
    octets.write(MASKED | (isShort ? LENGTH_16 : LENGTH_64));
    for (int shift = isShort ? 8 : 56; shift >= 0; shift -= 8) {
      octets.write((int) ((long) length >> shift));
    }
  }

  /**
   * Reads a frame to its end.
   *
   * @throws EOFException if the connection ends before the frame does
   */
  static LabFrame read(InputStream in) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    copy(in, octets, 2);
    int second = octets.toByteArray()[1];
    int length = second & 0x7f;
    long payload = length;
    if (length >= LENGTH_16) {
      payload = number(copy(in, octets, length == LENGTH_16 ? 2 : 8));
    }
    copy(in, octets, (second & MASKED) == 0 ? 0 : MASK_LENGTH);
    int header = octets.size();
    int kept = payload < 0 ? MOST_KEPT : (int) Math.min(payload, MOST_KEPT);
    copy(in, octets, kept);
    skip(in, payload - kept);
    return new LabFrame(octets.toByteArray(), header + payload);
  }

  private static byte[] copy(InputStream in, ByteArrayOutputStream octets, int length)
      throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    octets.writeBytes(bytes);
    return bytes;
  }

  private static long number(byte[] bytes) {
    long number = 0;
    for (byte each : bytes) {
      number = number << 8 | (each & 0xff);
    }
    return number;
  }

  private static void skip(InputStream in, long length) throws IOException {
    byte[] buffer = new byte[8_192];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
    }
  }

  /** Returns the frame with no more of its payload than is kept. */
  LabFrame shortened() {
    int most = MOST_KEPT + LONGEST_HEADER;
    return octets.length <= most ? this : new LabFrame(Arrays.copyOf(octets, most), size);
  }

  /** The header, the masking key and the beginning of the payload, as they were sent. */
  byte[] octets() {
    return octets.clone();
  }

  /** The octets of the whole frame; negative where the header claims 2^63 or more. */
  long size() {
    return size;
  }

  int opcode() {
    return octets[0] & 0x0f;
  }

  /** The unmasked beginning of the payload, where the frame is not masked. */
  byte[] payload() {
    int length = octets[1] & 0x7f;
    int header = length == LENGTH_64 ? 10 : length == LENGTH_16 ? 4 : 2;
    return Arrays.copyOfRange(octets, Math.min(header, octets.length), octets.length);
  }
}
