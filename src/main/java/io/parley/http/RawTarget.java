package io.parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parses request targets as they were sent. */
public final class RawTarget {
  private RawTarget() {}

  /**
   * The decoded segments of a path after its first slash. Empty where the path has a dot segment, a
   * path parameter, a character that no URL has, a percent sign without two hexadecimal digits, or
   * bytes that are not UTF-8. Guessing the meaning of those lets requests bypass filters.
   */
  public static Optional<List<String>> segments(String raw) {
    if (!raw.startsWith("/") || !isPlain(raw)) {
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

  /**
   * The segments of any target, decoded where possible, else as they were sent. Only for guessing
   * what was meant.
   */
  public static List<String> lenientSegments(String raw) {
    String path = raw.startsWith("/") ? raw.substring(1) : raw;
    return Arrays.stream(path.split("/", -1)).map(part -> decoded(part).orElse(part)).toList();
  }

  /** Segments without empty ones, dot segments (RFC 3986 5.2.4) and path parameters. */
  public static List<String> simplified(List<String> segments) {
    List<String> simple = new ArrayList<>(3);
    for (String segment : segments) {
      String name = segment.replaceFirst("(?s);.*", "");
      if (name.equals("..") && !simple.isEmpty()) {
        simple.remove(simple.size() - 1);
      } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        simple.add(name);
      }
    }
    return simple;
  }

  /** Joins segments to a path, percent-encoded (RFC 3986 2.1) so that it is safe in any text. */
  public static String path(List<String> segments) {
    return segments.stream().map(RawTarget::encoded).collect(Collectors.joining("/", "/", ""));
  }

  private static String encoded(String segment) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
      boolean unreserved =
          octet >= 0 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
      encoded.append(unreserved ? Character.toString(octet) : "%%%02X".formatted(octet));
    }
    return encoded.toString();
  }

  private static boolean isPlain(String raw) {
    for (int at = 0; at < raw.length(); at++) {
      if (!isPlain(raw.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char character) {
    return character > ' ' && character <= '~' && character != ';' && character != '#';
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
