package io.parley.http;

/**
 * The first reason why the head of a request is not HTTP/1.1.
 *
 * @param saw the part that is wrong, as it was sent, without any field's value
 * @param detail one sentence
 */
public record HeadFault(Kind kind, String saw, String detail) {
  /** The part of a head that a fault concerns. */
  public enum Kind {
    /** The method, the target or the version (RFC 9112 3). */
    REQUEST_LINE,
    /** A version before {@code HTTP/1.0}: the request line has no version. */
    OLD_VERSION,
    /** A line of a field (RFC 9112 5). */
    FIELD_LINE,
    /** The length of the content (RFC 9112 6.3). */
    CONTENT_LENGTH
  }
}
