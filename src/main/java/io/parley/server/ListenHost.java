package io.parley.server;

import io.parley.settings.BoundListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The host that the server listens on.
 *
 * @param name as configured
 * @param addresses at least one
 */
record ListenHost(String name, List<InetAddress> addresses) {
  private static final String LOCAL = "localhost";

  /** Two or more groups of zeros, with the colons around them. */
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|(?=%|$))");

  /**
   * Resolves a name to all its addresses. {@code localhost} is both loopback addresses, for a
   * browser may use either; IPv6 is left out where the machine has none.
   */
  static ListenHost of(String name) throws UnknownHostException {
    if (!name.equalsIgnoreCase(LOCAL)) {
      return new ListenHost(name, addresses(name).toList());
    }
    Stream<InetAddress> loopbacks = Stream.concat(addresses("127.0.0.1"), addresses("::1"));
    return new ListenHost(LOCAL, loopbacks.filter(ListenHost::exists).toList());
  }

  private static Stream<InetAddress> addresses(String name) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(name)).distinct();
  }

  static boolean exists(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Returns the URL to open. A server on every address is shown as {@code localhost}. */
  String url(BoundListener listener) {
    String shown = addresses.get(0).isAnyLocalAddress() ? LOCAL : bracketed(name);
    return listener.url(shown);
  }

  static String describe(InetSocketAddress socket) {
    return bracketed(socket.getAddress().getHostAddress()) + ":" + socket.getPort();
  }

  /** Formats the name for a URL; an IPv6 address in the form of RFC 5952: {@code [::1]}. */
  static String bracketed(String name) {
    if (!name.contains(":")) {
      return name;
    }
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    try {
      return "[" + shortened(InetAddress.getByName(bare).getHostAddress()) + "]";
    } catch (UnknownHostException e) {
      return "[" + bare + "]";
    }
  }

  /** Replaces the first of the longest runs of zeros by two colons. */
  private static String shortened(String address) {
    String zeros =
        ZEROS
            .matcher(address)
            .results()
            .map(MatchResult::group)
            .max(Comparator.comparing(run -> run.replace(":", "").length()))
            .orElse("");
    int at = address.indexOf(zeros);
    String end = address.substring(at + zeros.length());
    return zeros.isEmpty() ? address : address.substring(0, at) + "::" + end;
  }
}
