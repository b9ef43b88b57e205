package io.parley.broker.redis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads numbers and netstrings, {@code 5:hello}, one after another. Trusts no length. For one
 * thread.
 */
final class NetstringReader {
  /** Digits of a number at most: none overflows. */
  private static final int MOST_DIGITS = 18;

  private final byte[] bytes;
  private int at;

  /** The bytes are not what they should be. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException() {
      super("malformed", null, false, false);
    }
  }

  NetstringReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a decimal number without a sign, and the character after it. */
  long number(char end) throws MalformedException {
    int begin = at;
    long number = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + bytes[at++] - '0';
      require(at - begin <= MOST_DIGITS);
    }
    require(at > begin);
    character(end);
    return number;
  }

  /** Reads one character. */
  void character(char expected) throws MalformedException {
    require(at < bytes.length && bytes[at] == expected);
    at++;
  }

  /** Reads ASCII up to a character, which is read too. */
  String word(char end, int longest) throws MalformedException {
    int begin = at;
    while (at < bytes.length && bytes[at] != end) {
      require(bytes[at] > 0 && at - begin < longest);
      at++;
    }
    String word = new String(bytes, begin, at - begin, StandardCharsets.US_ASCII);
    character(end);
    return word;
  }

  /** Reads a netstring. */
  byte[] bytes(long longest) throws MalformedException {
    long length = number(':');
    require(length <= longest && length <= bytes.length - at);
    byte[] read = Arrays.copyOfRange(bytes, at, at + (int) length);
    at += read.length;
    return read;
  }

  /** Reads a netstring of UTF-8. */
  String text(long longest) throws MalformedException {
    return utf8(bytes(longest));
  }

  /** Reads all that is left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /** Requires that all is read. */
  void end() throws MalformedException {
    require(at == bytes.length);
  }

  static String utf8(byte[] bytes) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException();
    }
  }

  static void require(boolean condition) throws MalformedException {
    if (!condition) {
      throw new MalformedException();
    }
  }
}
