package io.parley.http;

import java.util.regex.Pattern;

/** The names and addresses by which a machine reaches itself. */
final class LoopbackHost {
  private static final String NAME = "localhost";

  /** A part of an IPv4 address as {@code inet_aton} reads it. */
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9A-Fa-f]{1,8}|0[0-7]{0,11}|[1-9][0-9]{0,9}");

  private LoopbackHost() {}

  /**
   * Whether a host names loopback. Resolvers also read {@code 127.1} and {@code 0x7f000001} as IPv4
   * addresses.
   *
   * @param name in lower case, without brackets and a final dot
   */
  static boolean is(String name) {
    return name.equals(NAME)
        || name.endsWith("." + NAME)
        || IpAddress.parse(name).valid().filter(IpAddress::isLoopback).isPresent()
        || isShortened(name);
  }

  /**
   * Whether a name is a short form of a loopback IPv4 address. The last of one to four numbers
   * fills the remaining bytes.
   */
  private static boolean isShortened(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length > 4) {
      return false;
    }
    for (int at = 0; at < parts.length; at++) {
      int bytes = at == parts.length - 1 ? 4 - at : 1;
      if (!NUMBER.matcher(parts[at]).matches() || number(parts[at]) >= 1L << (8 * bytes)) {
        return false;
      }
    }
    return number(parts[0]) >> (parts.length == 1 ? 24 : 0) == 127;
  }

  private static long number(String part) {
    return part.startsWith("0x")
        ? Long.parseLong(part.substring(2), 16)
        : Long.parseLong(part, part.startsWith("0") ? 8 : 10);
  }
}
