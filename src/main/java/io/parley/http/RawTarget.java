package io.parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request target as it was sent. */
public final class RawTarget {
  private RawTarget() {}

  /**
   * The decoded segments of a path after its first slash. Empty where the path is not in its
   * plainest form: a dot segment, a path parameter, a character that no URL has, a percent sign
   * without two hexadecimal digits, or bytes that are not UTF-8; guessing what those mean is how
   * filters are passed by.
   */
  public static Optional<List<String>> segments(String raw) {
    if (!raw.startsWith("/") || !raw.chars().allMatch(RawTarget::isPlain)) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>(3);
    for (String segment : raw.substring(1).split("/", -1)) {
      Optional<String> decoded = decoded(segment).filter(s -> !s.equals(".") && !s.equals(".."));
      if (decoded.isEmpty()) {
        return Optional.empty();
      }
      segments.add(decoded.get());
    }
    return Optional.of(List.copyOf(segments));
  }

  private static boolean isPlain(int character) {
    return character > ' ' && character <= '~' && character != ';';
  }

  private static Optional<String> decoded(String part) {
    if (part.indexOf('%') < 0) {
      return Optional.of(part);
    }
    ByteBuffer bytes = ByteBuffer.allocate(part.length());
    for (int at = 0; at < part.length(); at++) {
      if (part.charAt(at) != '%') {
        bytes.put((byte) part.charAt(at));
      } else if (isHexadecimal(part, at + 1) && isHexadecimal(part, at + 2)) {
        bytes.put((byte) Integer.parseInt(part.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    return utf8(bytes.flip());
  }

  private static boolean isHexadecimal(String text, int at) {
    return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static Optional<String> utf8(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
