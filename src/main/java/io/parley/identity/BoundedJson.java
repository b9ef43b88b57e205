package io.parley.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Parses a JSON object whose nesting is bounded before the parser sees it. */
final class BoundedJson {
  /** Objects and arrays within each other: a parser may need stack for each. */
  static final int DEPTH = 16;

  private BoundedJson() {}

  /** Parses an object in UTF-8; empty where it is not one, or is nested too deeply. */
  static Optional<Map<String, Object>> parse(byte[] utf8) {
    return text(utf8).flatMap(BoundedJson::parse);
  }

  /** Parses an object; empty where it is not one, or is nested too deeply. */
  static Optional<Map<String, Object>> parse(String text) {
    try {
      return isObject(text) && isShallow(text)
          ? Optional.of(JSONObjectUtils.parse(text))
          : Optional.empty();
    } catch (java.text.ParseException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  /** The parser would skip a byte order mark, which JSON does not allow (RFC 8259 8.1). */
  private static boolean isObject(String text) {
    return text.stripLeading().startsWith("{");
  }

  static boolean isShallow(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length() && depth <= DEPTH; i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else {
        quoted = c == '"';
        depth += change(c);
      }
    }
    return depth <= DEPTH;
  }

  private static int change(char c) {
    return switch (c) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }
}
