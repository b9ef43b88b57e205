package io.parley.probe.client.strict;

import static io.parley.probe.client.strict.ClientFlaw.*;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;

/** Frames after an accepted answer: an echo that fails the connection as RFC 6455 says. */
final class StrictFrames {
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Set<ClientFlaw> flaws;
  private final DataInputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private StrictDeflate deflate = new StrictDeflate(Set.of(), "");
  private boolean compressed;
  private int opcode;
  private int masks;

  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
  }

  StrictFrames(Set<ClientFlaw> flaws, InputStream in, OutputStream out) {
    this.flaws = flaws;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  void hello() throws IOException {
    send(1, false, "hello".getBytes(StandardCharsets.US_ASCII));
  }

  void converse(String extension, boolean greeting) throws IOException {
    deflate = new StrictDeflate(flaws, extension);
    try {
      if (greeting) {
        message(1, "hello".getBytes(StandardCharsets.US_ASCII));
      }
      boolean open = true;
      while (open) {
        open = frame();
      }
    } catch (Failed | StrictDeflate.BadDeflateException e) {
      send(CLOSE, false, new byte[] {3, (byte) 0xea});
    }
  }

  private boolean frame() throws IOException, Failed, StrictDeflate.BadDeflateException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int second = in.readUnsignedByte();
    int kind = first & 0xf;
    check(kind, first >> 4 & 7, (second & 0x80) != 0);
    byte[] payload = payload(second);
    if (kind == CLOSE) {
      if (!flaws.contains(LOSES_CLOSE)) {
        send(CLOSE, false, payload);
      }
      return false;
    }
    if (kind == PING && !flaws.contains(LOSES_PINGS)) {
      send(PONG, false, payload);
    }
    if (kind < CLOSE) {
      data(first, payload);
    }
    return true;
  }

  private void check(int kind, int reserved, boolean masked) throws Failed {
    failIf(masked && !flaws.contains(TAKES_MASKED_FRAMES));
    boolean known = kind <= 2 || (kind >= CLOSE && kind <= PONG);
    failIf(!known && !flaws.contains(TAKES_RESERVED_OPCODES));
    boolean first = kind == 1 || kind == 2;
    boolean right = reserved == 0 || (reserved == 4 && deflate.isAgreed() && first);
    failIf(!right && !flaws.contains(TAKES_RESERVED_BITS));
  }

  private void failIf(boolean wrong) throws Failed {
    if (wrong) {
      throw new Failed();
    }
  }

  private byte[] payload(int second) throws IOException {
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] mask = new byte[4];
    if ((second & 0x80) != 0) {
      in.readFully(mask);
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  private void data(int first, byte[] payload)
      throws IOException, Failed, StrictDeflate.BadDeflateException {
    boolean last = (first & 0x80) != 0;
    failIf(!last && flaws.contains(WANTS_WHOLE_MESSAGES));
    if ((first & 0xf) != 0) {
      opcode = first & 0xf;
      compressed = (first & 0x40) != 0 && deflate.isAgreed();
      failIf(!compressed && deflate.isAgreed() && flaws.contains(WANTS_COMPRESSED_MESSAGES));
    }
    message.write(payload);
    if (last) {
      byte[] whole = message.toByteArray();
      message.reset();
      message(opcode & 3, compressed ? deflate.read(whole) : whole);
    }
  }

  private void message(int kind, byte[] text) throws IOException {
    send(kind, deflate.isAgreed(), deflate.isAgreed() ? deflate.write(text) : text);
  }

  private void send(int kind, boolean reserved, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x80 | (reserved ? 0x40 : 0) | kind);
    int masked = flaws.contains(SENDS_UNMASKED) ? 0 : 0x80;
    if (payload.length < 126) {
      frame.write(masked | payload.length);
    } else {
      frame.write(masked | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    byte[] mask = masked == 0 ? new byte[4] : mask();
    if (masked != 0) {
      frame.write(mask);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    out.write(frame.toByteArray());
    out.flush();
  }

  private byte[] mask() {
    int fresh = RANDOM.nextInt();
    boolean first = masks++ == 0;
    if (flaws.contains(SENDS_SAME_MASK) || (first && flaws.contains(SENDS_SAME_FIRST_MASK))) {
      fresh = 0x01020304;
    } else if (flaws.contains(SENDS_COUNTED_MASKS)) {
      fresh = 0x01020304 + masks;
    }
    return ByteBuffer.allocate(4).putInt(fresh).array();
  }
}
