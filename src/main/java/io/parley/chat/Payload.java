package io.parley.chat;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The immutable content of a message. One payload serves every member of a room; it counts the
 * outboxes that hold it, and remembers when it was published.
 */
public abstract sealed class Payload {
  /** Bytes of the objects around the content, roughly. */
  private static final int OBJECTS = 64;

  private final AtomicInteger holders = new AtomicInteger();

  /** By {@link System#nanoTime}; 0 where it was not published by this server since its start. */
  private long published;

  /** Returns the bytes on the wire before any compression; text counts in UTF-8. */
  public abstract int size();

  /** Returns the heap bytes, rather too many than too few. */
  public abstract long heapSize();

  /** Adds a holder; true where it is the first. */
  public boolean hold() {
    return holders.getAndIncrement() == 0;
  }

  /** Removes a holder; true where it was the last. */
  public boolean release() {
    return holders.decrementAndGet() == 0;
  }

  /** Notes when it is published. Called before it is handed to another thread. */
  void publishedAt(long now) {
    published = now;
  }

  /**
   * Returns when this server began to publish it, by {@link System#nanoTime}; empty where another
   * server did, or a former process.
   */
  OptionalLong publishedAt() {
    return published == 0 ? OptionalLong.empty() : OptionalLong.of(published);
  }

  public static Text text(String text) {
    return new Text(text);
  }

  /** Wraps an array, which the caller must not write to afterwards. */
  public static Binary binary(byte[] bytes) {
    return new Binary(bytes);
  }

  /** Text whose size is computed once. */
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

    /** Counts two bytes for every character where one is beyond ASCII. */
    @Override
    public long heapSize() {
      return OBJECTS + (size == text.length() ? size : 2L * text.length());
    }
  }

  /** Binary content. */
  public static final class Binary extends Payload {
    private final byte[] bytes;

    private Binary(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * Returns a view with its own position, for one send. It is backed by the array and not
     * read-only, because Tomcat's compression reads the array: the caller must not write to it.
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
