package io.parley.probe.http2.strict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a request, as they came. */
record Request(List<Field> fields) {
  record Field(String name, String value) {}

  /** Reads literals without indexing and without Huffman coding: all that the prober sends. */
  static Request read(byte[] block) {
    List<Field> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < block.length) {
      at[0]++;
      fields.add(new Field(literal(block, at), literal(block, at)));
    }
    return new Request(List.copyOf(fields));
  }

  private static String literal(byte[] block, int[] at) {
    int length = block[at[0]++] & 0xff;
    if (length == 127) {
      int shift = 0;
      int octet;
      do {
        octet = block[at[0]++];
        length += (octet & 0x7f) << shift;
        shift += 7;
      } while (octet < 0);
    }
    at[0] += length;
    return new String(block, at[0] - length, length, StandardCharsets.ISO_8859_1);
  }

  Stream<String> names() {
    return fields.stream().map(Field::name);
  }

  List<String> values(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
  }

  boolean has(String name) {
    return !values(name).isEmpty();
  }

  String first(String name) {
    return has(name) ? values(name).get(0) : "";
  }
}
