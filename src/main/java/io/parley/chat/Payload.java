package io.parley.chat;

import java.nio.ByteBuffer;

/** What a message carries. Immutable, so that one payload serves every member of a room. */
public sealed interface Payload {
  /** Bytes on the wire, before any compression; text counts in UTF-8. */
  int size();

  static Text text(String text) {
    return new Text(text);
  }

  /** Takes the array over: nobody writes to it any more. */
  static Binary binary(byte[] bytes) {
    return new Binary(bytes);
  }

  /** Text, measured once. */
  final class Text implements Payload {
    private final String text;
    private final int size;

    private Text(String text) {
      this.text = text;
      this.size = Utf8.length(text);
    }

    public String text() {
      return text;
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** Bytes as they came. */
  final class Binary implements Payload {
    private final byte[] bytes;

    private Binary(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * A view with a position of its own, for one send. It is backed by the array and not read-only,
     * because Tomcat's compression reads the array; who is handed it must not write.
     */
    public ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes);
    }

    @Override
    public int size() {
      return bytes.length;
    }
  }
}
