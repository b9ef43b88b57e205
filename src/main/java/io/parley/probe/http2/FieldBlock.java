package io.parley.probe.http2;

import io.parley.probe.FieldLine;
import java.util.ArrayList;
import java.util.List;

/**
 * The simplest form of a field block (RFC 7541 6.2.2): literals without indexing and without
 * Huffman coding. It can hold names and values that are wrong.
 */
final class FieldBlock {
  /** The largest length that fits into the first octet of an integer of seven bits. */
  private static final int ONE_OCTET = 126;

  private final String octets;
  private int at;

  private FieldBlock(String octets) {
    this.octets = octets;
  }

  static String of(List<FieldLine> fields) {
    StringBuilder block = new StringBuilder();
    fields.forEach(
        field -> block.append('\0').append(literal(field.name())).append(literal(field.value())));
    return block.toString();
  }

  private static String literal(String text) {
    int length = text.length();
    if (length <= ONE_OCTET) {
      return (char) length + text;
    }
    StringBuilder literal = new StringBuilder().append((char) (ONE_OCTET + 1));
    int rest = length - ONE_OCTET - 1;
    while (rest > 0x7f) {
      literal.append((char) (0x80 | (rest & 0x7f)));
      rest >>= 7;
    }
    return literal.append((char) rest).append(text).toString();
  }

  /** Reads what {@link #of} wrote; a part of it gives the fields that are complete. */
  static List<FieldLine> read(String octets) {
    return new FieldBlock(octets).read();
  }

  private List<FieldLine> read() {
    List<FieldLine> fields = new ArrayList<>();
    try {
      while (at < octets.length()) {
        at++;
        fields.add(new FieldLine(literal(), literal()));
      }
    } catch (StringIndexOutOfBoundsException e) {
      return List.copyOf(fields); // The rest follows in another frame.
    }
    return List.copyOf(fields);
  }

  private String literal() {
    int length = octets.charAt(at++);
    if (length > ONE_OCTET) {
      int shift = 0;
      int octet;
      do {
        octet = octets.charAt(at++);
        length += (octet & 0x7f) << shift;
        shift += 7;
      } while (octet > 0x7f);
    }
    at += length;
    return octets.substring(at - length, at);
  }
}
