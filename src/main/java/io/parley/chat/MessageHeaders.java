package io.parley.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The headers of a message: an immutable map in the order in which they were given. Names are
 * case-sensitive tokens (RFC 9110 5.6.2).
 *
 * <p>The bounds limit what one small message can make the server store.
 */
public final class MessageHeaders {
  /** Headers at most. */
  public static final int MOST = 16;

  /** Characters of a name at most. */
  public static final int LONGEST_NAME = 64;

  /** Characters of a value at most. */
  public static final int LONGEST_VALUE = 1_024;

  /** Bytes of all names and values together at most, in UTF-8. */
  public static final int MOST_BYTES = 4 * 1_024;

  /** No headers. */
  public static final MessageHeaders NONE = new MessageHeaders(Map.of(), 0);

  /** Heap bytes of the objects around one header, roughly. */
  private static final int OBJECTS = 128;

  private static final Pattern NAME =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1," + LONGEST_NAME + "}");

  private final Map<String, String> values;
  private final int size;

  private MessageHeaders(Map<String, String> values, int size) {
    this.values = values;
    this.size = size;
  }

  /**
   * Copies a map in its order.
   *
   * @throws IllegalArgumentException where there are too many headers, a name is no token, a value
   *     has a control character or an unpaired surrogate, or something is too long
   */
  public static MessageHeaders of(Map<String, String> values) {
    require(values.size() <= MOST, "too many headers");
    Map<String, String> copy = new LinkedHashMap<>(values);
    int size = 0;
    for (Map.Entry<String, String> header : copy.entrySet()) {
      requireName(header.getKey());
      requireValue(header.getValue());
      size += header.getKey().length() + Utf8Length.length(header.getValue());
    }
    require(size <= MOST_BYTES, "headers too long");
    return copy.isEmpty() ? NONE : new MessageHeaders(Collections.unmodifiableMap(copy), size);
  }

  private static void requireName(String name) {
    require(NAME.matcher(name).matches(), "not a header's name");
  }

  private static void requireValue(String value) {
    require(value.length() <= LONGEST_VALUE, "header's value too long");
    require(
        value.codePoints().noneMatch(MessageHeaders::isRefused),
        "a control character or half a character in a header's value");
  }

  private static boolean isRefused(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns an unmodifiable map in the order of the headers. */
  public Map<String, String> asMap() {
    return values;
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the bytes of all names and values in UTF-8. */
  public int size() {
    return size;
  }

  /** Returns the heap bytes, rather too many than too few; 0 where there are no headers. */
  long heapSize() {
    return 2L * size + (long) OBJECTS * values.size();
  }

  /** Equal where names, values and order are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MessageHeaders headers
        && List.copyOf(values.entrySet()).equals(List.copyOf(headers.values.entrySet()));
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
