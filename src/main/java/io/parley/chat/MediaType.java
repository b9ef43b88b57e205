package io.parley.chat;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type of at most 255 ASCII characters (RFC 9110 8.3.1), kept as it was written. Equal only
 * to one that is written in the same way.
 */
public record MediaType(String value) {
  /** Characters at most. */
  public static final int MOST = 255;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String QUOTED =
      "\"(?:[\\t !\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\t\\x20-\\x7E])*+\"";

  /** Possessive, so that the time is linear: media types come from peers. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          TOKEN
              + "/"
              + TOKEN
              + "(?:[ \\t]*+;[ \\t]*+(?:"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|"
              + QUOTED
              + "))?+)*+");

  public static final MediaType TEXT = new MediaType("text/plain;charset=utf-8");
  public static final MediaType OCTETS = new MediaType("application/octet-stream");
  public static final MediaType JSON = new MediaType("application/json");

  /**
   * Requires the grammar of the standard.
   *
   * @throws IllegalArgumentException where {@code value} is no media type or is too long
   */
  public MediaType {
    if (!isMediaType(value)) {
      throw new IllegalArgumentException("not a media type");
    }
  }

  /** Parses a media type; empty where {@code text} is none or is too long. */
  public static Optional<MediaType> parse(String text) {
    return isMediaType(text) ? Optional.of(new MediaType(text)) : Optional.empty();
  }

  /** Returns the type of a payload of which nothing else is said. */
  public static MediaType of(Payload payload) {
    return payload instanceof Payload.Text ? TEXT : OCTETS;
  }

  private static boolean isMediaType(String text) {
    return text.length() <= MOST && WRITTEN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
