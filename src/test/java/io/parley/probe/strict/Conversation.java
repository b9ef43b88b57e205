package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Frames after an accepted handshake: an echo that fails the connection as RFC 6455 says. */
public final class Conversation {
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final DataInputStream in;
  private final OutputStream out;
  private final Set<Flaw> flaws;
  private final String extension;
  private final Inflater inflater = new Inflater(true);
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean compressed;
  private int opcode;
  private int messages;

  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
  }

  public Conversation(InputStream in, OutputStream out, Set<Flaw> flaws, String extension) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.flaws = flaws;
    this.extension = extension;
  }

  public void serve() throws IOException {
    try {
      boolean open = true;
      while (open) {
        open = frame();
      }
    } catch (Failed e) {
      send(CLOSE, 0, new byte[] {3, (byte) 0xea});
    } finally {
      inflater.end();
      deflater.end();
    }
  }

  private boolean frame() throws IOException, Failed {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int second = in.readUnsignedByte();
    byte[] payload = payload(second);
    int kind = first & 0xf;
    check(kind, first >> 4 & 7, (second & 0x80) != 0);
    if (kind == CLOSE) {
      send(CLOSE, 0, payload);
      return false;
    }
    if (kind == PING) {
      if (!flaws.contains(LOSES_PINGS)) {
        send(PONG, 0, payload);
      }
    } else if (kind < CLOSE) {
      data(first, payload);
    }
    return true;
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

  private void check(int kind, int reserved, boolean masked) throws Failed {
    failIf(!masked && !flaws.contains(IGNORES_MASKING));
    boolean known = kind <= 2 || (kind >= CLOSE && kind <= PONG);
    failIf(!known && !flaws.contains(IGNORES_OPCODES));
    boolean first = kind == 1 || kind == 2;
    boolean late = kind == 0 && flaws.contains(IGNORES_LATER_BITS);
    boolean right = reserved == 0 || (reserved == 4 && !extension.isEmpty() && (first || late));
    failIf(!right && !flaws.contains(IGNORES_RESERVED_BITS));
  }

  private void failIf(boolean wrong) throws Failed {
    if (wrong) {
      throw new Failed();
    }
  }

  private void data(int first, byte[] payload) throws IOException, Failed {
    int kind = first & 0xf;
    boolean last = (first & 0x80) != 0;
    failIf(!last && flaws.contains(CLOSES_ON_FRAGMENTS));
    if (kind != 0) {
      opcode = kind;
      compressed = (first & 0x40) != 0 && !extension.isEmpty();
    }
    message.write(payload);
    if (last) {
      byte[] whole = message.toByteArray();
      message.reset();
      echo(whole);
    }
  }

  private void echo(byte[] whole) throws IOException, Failed {
    messages++;
    failIf(messages > 1 && flaws.contains(FAILS_ON_SECOND_MESSAGE));
    failIf(!compressed && !extension.isEmpty() && flaws.contains(CLOSES_ON_PLAIN_TEXT));
    byte[] text = compressed ? inflate(whole) : whole;
    failIf(text.length > 1000 && flaws.contains(CLOSES_ON_LARGE));
    failIf(!isUtf8(text) && !flaws.contains(IGNORES_BAD_UTF_8));
    if (extension.isEmpty()) {
      send(opcode, 0, text);
    } else {
      send(opcode, 4, deflate(text));
    }
  }

  private byte[] inflate(byte[] octets) throws Failed {
    failIf(octets.length == 1 && flaws.contains(CLOSES_ON_EMPTY));
    failIf(octets.length > 1 && (octets[0] & 7) == 0 && flaws.contains(CLOSES_ON_STORED));
    failIf((octets[0] & 1) == 1 && flaws.contains(CLOSES_ON_FINAL));
    byte[] all = Arrays.copyOf(octets, octets.length + TAIL.length);
    System.arraycopy(TAIL, 0, all, octets.length, TAIL.length);
    inflater.setInput(all);
    byte[] text = new byte[64 * 1024];
    try {
      int count = inflater.inflate(text);
      boolean forgets = extension.contains("client_no") || flaws.contains(KEEPS_NO_CLIENT_CONTEXT);
      if (forgets || inflater.finished()) {
        inflater.reset();
      }
      return Arrays.copyOf(text, count);
    } catch (DataFormatException e) {
      failIf(!flaws.contains(IGNORES_BAD_DEFLATE));
      inflater.reset();
      return new byte[0];
    }
  }

  private byte[] deflate(byte[] text) {
    if (extension.contains("server_no") && !flaws.contains(KEEPS_SERVER_CONTEXT)) {
      deflater.reset();
    }
    deflater.setInput(text);
    byte[] octets = new byte[64 * 1024];
    int count = deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH);
    return text.length == 0 ? new byte[1] : Arrays.copyOf(octets, count - TAIL.length);
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void send(int kind, int reserved, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x80 | reserved << 4 | kind);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.write(payload);
    out.write(frame.toByteArray());
    out.flush();
  }
}
