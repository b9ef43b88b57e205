package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An IPv4 or IPv6 address. An IPv4-mapped IPv6 address equals its IPv4 address. Immutable. */
public final class IpAddress {
  private static final int V4 = 4;
  private static final int V6 = 16;

  /** {@code ::ffff:0:0/96} (RFC 4291 2.5.5.2). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    boolean mapped =
        bytes.length == V6 && Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    this.bytes = mapped ? Arrays.copyOfRange(bytes, MAPPED.length, V6) : bytes.clone();
  }

  /**
   * Parses an address without brackets and port. A zone after {@code %} is ignored. Never looks up
   * a name.
   */
  public static Parsed<IpAddress> parse(String text) {
    String address = text.indexOf('%') > 0 ? text.substring(0, text.indexOf('%')) : text;
    byte[] bytes = address.indexOf(':') < 0 ? v4(address) : v6(address);
    return bytes.length == 0
        ? new Malformed<>("it is no IPv4 or IPv6 address")
        : new Valid<>(new IpAddress(bytes));
  }

  /**
   * Parses a peer's address from a container: IPv6 with or without brackets.
   *
   * @return empty for anything else, such as the path of a Unix socket
   */
  public static Optional<IpAddress> ofPeer(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    return parse(bracketed ? text.substring(1, text.length() - 1) : text).valid();
  }

  /** {@code IPv4address} (RFC 3986 3.2.2): no leading zeros, which some parsers read as octal. */
  private static byte[] v4(String text) {
    byte[] bytes = new byte[V4];
    int start = 0;
    for (int at = 0; at < V4; at++) {
      int dot = text.indexOf('.', start);
      boolean last = at == V4 - 1;
      int octet = last == dot < 0 ? octet(text, start, last ? text.length() : dot) : -1;
      if (octet < 0) {
        return new byte[0];
      }
      bytes[at] = (byte) octet;
      start = dot + 1;
    }
    return bytes;
  }

  /** {@code dec-octet} (RFC 3986 3.2.2); negative for any other text. */
  private static int octet(String text, int start, int end) {
    int length = end - start;
    boolean zeros = length > 1 && text.charAt(start) == '0';
    boolean sound = length > 0 && length <= 3 && !zeros;
    int octet = 0;
    for (int at = start; sound && at < end; at++) {
      int digit = text.charAt(at) - '0';
      sound = digit >= 0 && digit <= 9;
      octet = 10 * octet + digit;
    }
    return sound && octet <= 255 ? octet : -1;
  }

  /** {@code IPv6address} (RFC 3986 3.2.2). */
  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text);
      return whole.length == V6 ? whole : new byte[0];
    }
    String front = text.substring(0, gap);
    String back = text.substring(gap + 2);
    byte[] head = groups(front);
    byte[] tail = groups(back);
    boolean bad = (head.length == 0 && !front.isEmpty()) || (tail.length == 0 && !back.isEmpty());
    if (bad || head.length + tail.length > V6 - 2) {
      return new byte[0];
    }
    byte[] bytes = Arrays.copyOf(head, V6);
    System.arraycopy(tail, 0, bytes, V6 - tail.length, tail.length);
    return bytes;
  }

  /**
   * Two bytes for each group, and four for an IPv4 address at the end; none where one is malformed.
   */
  private static byte[] groups(String text) {
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[V6];
    int length = 0;
    for (int at = 0; at < parts.length; at++) {
      boolean last = at == parts.length - 1;
      byte[] group = last && parts[at].indexOf('.') > 0 ? v4(parts[at]) : group(parts[at]);
      if (group.length == 0 || length + group.length > V6) {
        return new byte[0];
      }
      System.arraycopy(group, 0, bytes, length, group.length);
      length += group.length;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] group(String text) {
    boolean sound = !text.isEmpty() && text.length() <= 4;
    return sound && text.chars().allMatch(HexFormat::isHexDigit)
        ? HexFormat.of().parseHex("0".repeat(4 - text.length()) + text)
        : new byte[0];
  }

  /** 127.0.0.0/8 (RFC 1122 3.2.1.3), {@code ::1} (RFC 4291 2.5.3). */
  public boolean isLoopback() {
    byte[] one = new byte[V6];
    one[V6 - 1] = 1;
    return bytes.length == V4 ? bytes[0] == 127 : Arrays.equals(bytes, one);
  }

  int bits() {
    return bytes.length * 8;
  }

  /** Whether both addresses have the same first bits. */
  boolean shares(int prefix, IpAddress other) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((bytes[bit / 8] ^ other.bytes[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The network that one client has at least: an IPv4 address, or an IPv6 prefix of 64 bits. Below
   * that prefix, a client can use a new address for every request.
   */
  public String network() {
    return bytes.length == V4 ? toString() : new IpAddress(Arrays.copyOf(bytes, 8), V6) + "/64";
  }

  private IpAddress(byte[] prefix, int length) {
    this.bytes = Arrays.copyOf(prefix, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The form in a URL (RFC 3986 3.2.2): {@code 192.0.2.1}, {@code [2001:db8::1]}. */
  public String host() {
    return bytes.length == V4 ? toString() : "[" + this + "]";
  }

  /** The form that RFC 5952 recommends: {@code 2001:db8::1}. */
  @Override
  public String toString() {
    if (bytes.length == V4) {
      return (bytes[0] & 255)
          + "."
          + (bytes[1] & 255)
          + "."
          + (bytes[2] & 255)
          + "."
          + (bytes[3] & 255);
    }
    List<String> groups = groups();
    int length = longestZeros(groups);
    if (length < 2) {
      return joined(groups.stream(), ":");
    }
    int from = Collections.indexOfSubList(groups, Collections.nCopies(length, "0"));
    return joined(groups.stream().limit(from), ":")
        + "::"
        + joined(groups.stream().skip(from + length), ":");
  }

  private static String joined(Stream<String> parts, String delimiter) {
    return parts.collect(Collectors.joining(delimiter));
  }

  private static int longestZeros(List<String> groups) {
    int longest = 0;
    int run = 0;
    for (String group : groups) {
      run = group.equals("0") ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private List<String> groups() {
    return IntStream.range(0, V6 / 2)
        .map(at -> (bytes[2 * at] & 255) << 8 | (bytes[2 * at + 1] & 255))
        .mapToObj(Integer::toHexString)
        .toList();
  }
}
