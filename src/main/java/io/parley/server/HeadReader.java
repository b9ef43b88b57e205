package io.parley.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpTokens;

/**
 * Reads the head of a request that has arrived whole and is in its usual form: ASCII, lines that
 * end with CR LF, single spaces in the request line, no space before a colon, no folded line (RFC
 * 9112 2.2, 3 and 5). Jetty reads all others.
 */
final class HeadReader {
  private static final String LINE_END = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";

  private HeadReader() {}

  /**
   * Takes a head from a buffer. Where this returns nothing, it has taken nothing.
   *
   * @param most bytes of a head
   */
  static Optional<RequestHead> take(ByteBuffer buffer, int most) {
    byte[] bytes = new byte[Math.min(buffer.remaining(), most)];
    buffer.get(buffer.position(), bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return Optional.empty();
    }
    Optional<RequestHead> head = read(text, end + LINE_END.length());
    if (head.isPresent()) {
      buffer.position(buffer.position() + end + HEAD_END.length());
    }
    return head;
  }

  /**
   * @param end of the last line
   */
  private static Optional<RequestHead> read(String text, int end) {
    int line = text.indexOf(LINE_END);
    int target = text.indexOf(' ') + 1;
    int version = text.indexOf(' ', target) + 1;
    boolean usual =
        target > 1
            && version > target + 1
            && isVisible(text, 0, target - 1)
            && isVisible(text, target, version - 1)
            && isVisible(text, version, line);
    if (!usual) {
      return Optional.empty();
    }
    List<Map.Entry<String, String>> fields = new ArrayList<>(16);
    for (int at = line + LINE_END.length(); at < end; at = line + LINE_END.length()) {
      line = text.indexOf(LINE_END, at);
      int colon = text.indexOf(':', at);
      if (colon <= at || colon > line || !isToken(text, at, colon) || !isText(text, colon, line)) {
        return Optional.empty();
      }
      fields.add(Map.entry(text.substring(at, colon), text.substring(colon + 1, line).strip()));
    }
    String method = text.substring(0, target - 1);
    String protocol = text.substring(version, text.indexOf(LINE_END));
    return Optional.of(
        new RequestHead(method, text.substring(target, version - 1), protocol, fields, true));
  }

  private static boolean isToken(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!isOfToken(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfToken(char each) {
    return switch (HttpTokens.getToken(each).getType()) {
      case ALPHA, DIGIT, TCHAR -> true;
      default -> false;
    };
  }

  /** Visible characters, spaces and tabs. */
  private static boolean isText(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!isVisible(text.charAt(at)) && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!isVisible(text.charAt(at))) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isVisible(char each) {
    return each > ' ' && each < 0x7f;
  }
}
