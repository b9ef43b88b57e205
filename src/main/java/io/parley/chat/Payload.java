package io.parley.chat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a message carries. Nobody changes it, so one payload serves every member of a room; it
 * counts those for whom it waits.
 */
public abstract sealed class Payload {
  /** Bytes of the objects around the content, roughly. */
  private static final int OBJECTS = 64;

  private final AtomicInteger holders = new AtomicInteger();

  /** Bytes on the wire, before any compression; text counts in UTF-8. */
  public abstract int size();

  /** Bytes of the heap, rather too many than too few. */
  public abstract long heapSize();

  /** It waits for one more; true where it waits for no other. */
  public boolean hold() {
    return holders.getAndIncrement() == 0;
  }

  /** It waits for one less; true where it waits for no other any more. */
  public boolean release() {
    return holders.decrementAndGet() == 0;
  }

  public static Text text(String text) {
    return new Text(text);
  }

  /** Takes the array over: nobody writes to it any more. */
  public static Binary binary(byte[] bytes) {
    return new Binary(bytes);
  }

  /** Text, measured once. */
  public static final class Text extends Payload {
    private final String text;
    private final int size;

    private Text(String text) {
      this.text = text;
      this.size = Utf8Length.length(text);
    }

    public String text() {
      return text;
    }

    @Override
    public int size() {
      return size;
    }

    /** A character beyond ASCII may make each take two bytes. */
    @Override
    public long heapSize() {
      return OBJECTS + (size == text.length() ? size : 2L * text.length());
    }
  }

  /** Bytes as they came. */
  public static final class Binary extends Payload {
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

    @Override
    public long heapSize() {
      return (long) OBJECTS + bytes.length;
    }
  }
}
