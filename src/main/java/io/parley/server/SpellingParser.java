package io.parley.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;

/**
 * Knows how a request line spelled its version. Jetty takes {@code http/1.1} for {@code HTTP/1.1}
 * and tells nobody, but the name is case-sensitive (RFC 9112 2.3).
 */
final class SpellingParser extends HttpParser {
  private static final int VERSION = "HTTP/1.1".length();

  /** Bytes: a version and the end of its line. */
  private static final int TAIL = VERSION + 2;

  /** The last that earlier calls read: a request line may come in pieces. */
  private byte[] earlier = new byte[TAIL];

  private ByteBuffer reading = ByteBuffer.allocate(0);
  private int start;

  SpellingParser(RequestHandler handler, int headerSize, HttpCompliance compliance) {
    super(handler, headerSize, compliance);
  }

  @Override
  public boolean parseNext(ByteBuffer buffer) {
    reading = buffer;
    start = buffer.position();
    try {
      return super.parseNext(buffer);
    } finally {
      earlier = tail();
    }
  }

  /** Of the request line that was just read, and nothing after it. */
  boolean isVersionInCapitals() {
    String line = new String(tail(), StandardCharsets.ISO_8859_1).stripTrailing();
    return line.startsWith("HTTP/", line.length() - VERSION);
  }

  private byte[] tail() {
    int read = Math.max(0, reading.position() - start);
    byte[] tail = new byte[TAIL];
    int now = Math.min(read, TAIL);
    System.arraycopy(earlier, now, tail, 0, TAIL - now);
    reading.get(reading.position() - now, tail, TAIL - now, now);
    return tail;
  }
}
