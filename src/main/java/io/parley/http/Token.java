package io.parley.http;

/** The characters of a token (RFC 9110 5.6.2). */
final class Token {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Token() {}

  static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
