package io.parley.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A WebSocket client on the selector of a {@link ClientLoop}. It accepts only valid frames. */
final class Client {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int NO_CODE = 1005;
  private static final byte[] NONE = {};

  private final ClientLoop loop;
  private final SocketChannel channel;
  private final int number;
  private SelectionKey key;
  private boolean open;

  /** The beginning of a frame, or of the response's head, that has not arrived completely. */
  private byte[] rest = NONE;

  /** What the socket has not taken yet. */
  private ByteBuffer unsent = ByteBuffer.allocate(0);

  Client(ClientLoop loop, SocketChannel channel, int number) {
    this.loop = loop;
    this.channel = channel;
    this.number = number;
  }

  /** Counted from 0 in the order of their connects. */
  int number() {
    return number;
  }

  void register(SelectionKey registered) {
    key = registered;
  }

  /** Reads and writes what its socket is ready for. */
  void proceed() throws IOException {
    if (key.isConnectable()) {
      connected();
    } else if (key.isReadable()) {
      read();
    }
    if (key.isValid() && key.isWritable()) {
      flush();
    }
  }

  private void connected() throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    loop.out().put(loop.requests().request(number));
    flush();
  }

  private void read() throws IOException {
    ByteBuffer in = loop.in().clear().put(rest);
    rest = NONE;
    if (channel.read(in) < 0) {
      throw new LoadFailure("the server ended a connection");
    }
    in.flip();
    if (!open) {
      head(in);
    }
    while (open && frame(in)) {
      // On to the next.
    }
    if (in.hasRemaining() && channel.isOpen()) {
      rest = new byte[in.remaining()];
      in.get(rest);
    }
    flush();
  }

  private void head(ByteBuffer in) throws IOException {
    byte[] bytes = new byte[Math.min(in.limit(), LONGEST_HEAD)];
    in.get(0, bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end >= 0) {
      in.position(end + 4);
      loop.requests().check(number, text.substring(0, end));
      open = true;
      loop.listener().opened(this);
    } else if (bytes.length == LONGEST_HEAD) {
      throw new LoadFailure("the response's head is too long");
    }
  }

  private boolean frame(ByteBuffer in) throws IOException {
    int start = in.position();
    if (in.remaining() < 2) {
      return false;
    }
    int first = in.get(start);
    int length = in.get(start + 1);
    if ((first & 0xf0) != 0x80 || length < 0 || length == 127) {
      throw new LoadFailure("unexpected frame: %02x %02x".formatted(first & 0xff, length & 0xff));
    }
    int from = start + 2;
    if (length == 126) {
      from += 2;
      length = in.remaining() < 4 ? in.capacity() : in.getShort(start + 2) & 0xffff;
    }
    if (in.limit() - from < length) {
      return false;
    }
    in.position(from + length);
    received(first & 0xf, in, from, length);
    return true;
  }

  private void received(int opcode, ByteBuffer in, int from, int length) throws IOException {
    switch (opcode) {
      case TEXT -> loop.listener().message(this, in, from, length);
      case PING -> send(PONG, in, from, length);
      case PONG -> loop.listener().pong(this);
      case CLOSE -> loop.listener().closed(this, length < 2 ? NO_CODE : in.getShort(from) & 0xffff);
      default -> throw new LoadFailure("unexpected opcode " + opcode);
    }
  }

  /** Adds a message to what the next {@link #flush} sends. */
  void say(int size, long sequence) throws IOException {
    ByteBuffer out = frame(TEXT, size);
    int from = out.position();
    Payload.write(out, size, number, sequence, System.nanoTime());
    mask(out, from);
  }

  void ping() throws IOException {
    send(PING, loop.in(), 0, 0);
  }

  void sayGoodbye() throws IOException {
    send(CLOSE, ByteBuffer.allocate(2).putShort(0, (short) 1000), 0, 2);
  }

  private void send(int opcode, ByteBuffer payload, int from, int length) throws IOException {
    ByteBuffer out = frame(opcode, length);
    int at = out.position();
    for (int i = from; i < from + length; i++) {
      out.put(payload.get(i));
    }
    mask(out, at);
  }

  private ByteBuffer frame(int opcode, int length) throws IOException {
    ByteBuffer out = loop.out();
    if (out.remaining() < length + 8) {
      flush();
    }
    out.put((byte) (0x80 | opcode));
    if (length < 126) {
      out.put((byte) (0x80 | length));
    } else {
      out.put((byte) (0x80 | 126)).putShort((short) length);
    }
    return out.put(MASK);
  }

  private static void mask(ByteBuffer out, int from) {
    for (int i = from; i < out.position(); i++) {
      out.put(i, (byte) (out.get(i) ^ MASK[(i - from) & 3]));
    }
  }

  /** Sends what was added; what the socket does not take follows when it does. */
  void flush() throws IOException {
    ByteBuffer out = loop.out().flip();
    if (channel.isOpen()) {
      if (unsent.hasRemaining()) {
        channel.write(unsent);
      }
      if (!unsent.hasRemaining() && out.hasRemaining()) {
        channel.write(out);
      }
      keep(out);
    }
    out.clear();
  }

  private void keep(ByteBuffer out) {
    if (out.hasRemaining()) {
      ByteBuffer both = ByteBuffer.allocate(unsent.remaining() + out.remaining());
      unsent = both.put(unsent).put(out).flip();
    }
    int wanted = unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    if ((key.interestOps() & SelectionKey.OP_WRITE) != wanted) {
      key.interestOps(key.interestOps() ^ SelectionKey.OP_WRITE);
    }
  }

  /** Reads nothing from here on. */
  void stall() {
    key.interestOps(0);
  }

  /** Ends the connection so that no port waits. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }
}
