package io.parley.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;

/**
 * Records the version and the {@code Host} line as they were sent, and the bytes of an unreadable
 * head. Jetty accepts {@code http/1.1} for {@code HTTP/1.1} (RFC 9112 2.3: the name is
 * case-sensitive) and {@code localhost:+80} for {@code localhost:80} (RFC 9112 3.2: 400), without
 * telling the application.
 */
final class RecordingParser extends HttpParser {
  private static final int VERSION = "HTTP/1.1".length();

  /** Bytes of a version and its line end. */
  private static final int TAIL = VERSION + 2;

  private final HeadBytes head;
  private final Runnable began;
  private ByteBuffer reading = ByteBuffer.allocate(0);
  private Optional<byte[]> unread = Optional.empty();

  /**
   * @param began runs when a piece of a head arrives
   */
  RecordingParser(
      RequestHandler handler, int headerSize, HttpCompliance compliance, Runnable began) {
    super(handler, headerSize, compliance);
    this.began = began;
    head = new HeadBytes(headerSize);
  }

  @Override
  public boolean parseNext(ByteBuffer buffer) {
    reading = buffer;
    head.begin(buffer);
    if (buffer.hasRemaining() && inHeaderState()) {
      began.run();
    }
    try {
      return super.parseNext(buffer);
    } finally {
      if (inHeaderState()) {
        head.goOn(buffer.position());
      } else {
        head.clear();
      }
    }
  }

  @Override
  protected void badMessage(HttpException failure) {
    unread = Optional.of(head.all());
    super.badMessage(failure);
  }

  /** Gives up the head that is being read. */
  void fail(HttpException failure) {
    badMessage(failure);
  }

  /** The value of the last {@code Host} line that was read, without white space around it. */
  Optional<String> host() {
    String read = "\n" + new String(head.upTo(reading.position()), StandardCharsets.ISO_8859_1);
    int line = read.toLowerCase(Locale.ROOT).lastIndexOf("\nhost:");
    if (line < 0) {
      return Optional.empty();
    }
    int value = read.indexOf(':', line) + 1;
    int end = read.indexOf('\n', value);
    return Optional.of(read.substring(value, end < 0 ? read.length() : end).strip());
  }

  /**
   * Whether the request line has HTTP in capitals; valid only directly after that line was read.
   */
  boolean isVersionInCapitals() {
    byte[] tail = head.tail(reading.position(), TAIL);
    String line = new String(tail, StandardCharsets.ISO_8859_1).stripTrailing();
    return line.startsWith("HTTP/", line.length() - VERSION);
  }

  /** The bytes of the head that could not be read; empty where there is none. */
  Optional<byte[]> unread() {
    return unread;
  }
}
