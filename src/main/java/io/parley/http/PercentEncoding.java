package io.parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a path or a query with the characters of RFC 3986 only, for parsers that accept no others.
 * A text without other characters is returned unchanged.
 */
public final class PercentEncoding {
  /** {@code pchar} without letters and digits, and the slash between segments (RFC 3986 3.3). */
  private static final String PATH = "-._~!$&'()*+,;=:@/";

  /** The characters of a query other than letters and digits (RFC 3986 3.4). */
  private static final String QUERY = PATH + "?";

  private final String raw;
  private final String allowed;
  private final StringBuilder encoded = new StringBuilder();

  private PercentEncoding(String raw, String allowed) {
    this.raw = raw;
    this.allowed = allowed;
  }

  /** Percent-encodes every other character of a path. Existing encodings stay. */
  public static String path(String raw) {
    return new PercentEncoding(raw, PATH).encoded();
  }

  /**
   * Percent-encodes every other character of a query, and a percent sign without two hexadecimal
   * digits. Encoded bytes that are not UTF-8 become U+FFFD, as a lenient decoder reads them.
   */
  public static String query(String raw) {
    return new PercentEncoding(raw, QUERY).encoded();
  }

  /**
   * Decodes a name or a value of a query; a plus is a space. What cannot be decoded stays, or
   * becomes U+FFFD.
   */
  public static String decoded(String part) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * part.length());
    String text = part.replace('+', ' ');
    for (int at = 0; at < text.length(); ) {
      if (isEncoding(text, at)) {
        bytes.put(octet(text, at));
        at += 3;
      } else {
        int character = text.codePointAt(at);
        bytes.put(utf8(character));
        at += Character.charCount(character);
      }
    }
    return lenient(bytes);
  }

  private String encoded() {
    for (int at = 0; at < raw.length(); ) {
      at = isEncoding(raw, at) ? keepEncodings(at) : append(raw.codePointAt(at), at);
    }
    return encoded.toString();
  }

  private int append(int character, int at) {
    if (isAllowed(character)) {
      encoded.append((char) character);
    } else {
      encode(utf8(character));
    }
    return at + Character.charCount(character);
  }

  /** Keeps a run of adjacent encodings, since several bytes may form one character. */
  private int keepEncodings(int start) {
    ByteBuffer bytes = ByteBuffer.allocate((raw.length() - start) / 3);
    int at = start;
    for (; isEncoding(raw, at); at += 3) {
      bytes.put(octet(raw, at));
    }
    byte[] lenient = lenient(bytes).getBytes(StandardCharsets.UTF_8);
    if (bytes.flip().equals(ByteBuffer.wrap(lenient))) {
      encoded.append(raw, start, at);
    } else {
      encode(lenient);
    }
    return at;
  }

  private void encode(byte[] bytes) {
    for (byte octet : bytes) {
      encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
    }
  }

  private boolean isAllowed(int character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || allowed.indexOf(character) >= 0);
  }

  /** A lone surrogate has no encoding in UTF-8. */
  private static byte[] utf8(int character) {
    boolean lone = Character.getType(character) == Character.SURROGATE;
    return Character.toString(lone ? 0xfffd : character).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isEncoding(String text, int at) {
    return at + 2 < text.length()
        && text.charAt(at) == '%'
        && isHexadecimal(text.charAt(at + 1))
        && isHexadecimal(text.charAt(at + 2));
  }

  private static boolean isHexadecimal(char character) {
    return character < 128 && Character.digit(character, 16) >= 0;
  }

  private static byte octet(String text, int at) {
    return (byte) Integer.parseInt(text.substring(at + 1, at + 3), 16);
  }

  /** Decodes the bytes put so far. Bytes that are not UTF-8 become U+FFFD. */
  private static String lenient(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate().flip()).toString();
  }
}
