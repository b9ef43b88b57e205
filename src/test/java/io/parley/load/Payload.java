package io.parley.load;

import java.nio.ByteBuffer;

/**
 * The text of a message: sender, sequence number and time of sending in hexadecimal digits, then
 * padding that is checked too.
 */
final class Payload {
  private static final int SENDER = 4;
  private static final int SEQUENCE = 8;
  private static final int TIME = 16;
  private static final byte PADDING = 'x';

  /** Bytes of the shortest. */
  static final int SHORTEST = SENDER + SEQUENCE + TIME;

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Payload() {}

  static void write(ByteBuffer to, int size, int sender, long sequence, long time) {
    hexadecimal(to, SENDER, sender);
    hexadecimal(to, SEQUENCE, sequence);
    hexadecimal(to, TIME, time);
    for (int i = SHORTEST; i < size; i++) {
      to.put(PADDING);
    }
  }

  private static void hexadecimal(ByteBuffer to, int digits, long number) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      to.put(DIGITS[(int) (number >>> shift) & 0xf]);
    }
  }

  static int sender(ByteBuffer in, int from) throws LoadFailure {
    return (int) number(in, from, SENDER);
  }

  static long sequence(ByteBuffer in, int from) throws LoadFailure {
    return number(in, from + SENDER, SEQUENCE);
  }

  static long time(ByteBuffer in, int from) throws LoadFailure {
    return number(in, from + SENDER + SEQUENCE, TIME);
  }

  private static long number(ByteBuffer in, int from, int digits) throws LoadFailure {
    long number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(in.get(i), 16);
      if (digit < 0) {
        throw new LoadFailure("a message that nobody sent was received");
      }
      number = number << 4 | digit;
    }
    return number;
  }

  /** Fails unless it has this size and only padding behind its numbers. */
  static void check(ByteBuffer in, int from, int length, int size) throws LoadFailure {
    if (length != size) {
      throw new LoadFailure("a message of " + size + " bytes was received as " + length);
    }
    for (int i = from + SHORTEST; i < from + length; i++) {
      if (in.get(i) != PADDING) {
        throw new LoadFailure("a message was received with another content");
      }
    }
  }
}
