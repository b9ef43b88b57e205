package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;

/**
 * Addresses that begin with the same bits (RFC 4632 3.1).
 *
 * @param prefix number of bits
 */
public record IpRange(IpAddress first, int prefix) {

  /** Parses an address, or {@code address "/" 1*3DIGIT}. Bits behind the prefix are ignored. */
  public static Parsed<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    String start = slash < 0 ? text : text.substring(0, slash);
    if (!(IpAddress.parse(start) instanceof Valid<IpAddress> address)) {
      return new Malformed<>("it is no address with an optional length of a prefix");
    }
    int bits = address.value().bits();
    String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
      return new Malformed<>("its prefix has not 0 to " + bits + " bits");
    }
    return new Valid<>(new IpRange(address.value(), Integer.parseInt(length)));
  }

  public boolean contains(IpAddress address) {
    return first.shares(prefix, address);
  }
}
