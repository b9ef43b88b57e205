package io.parley.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the server listens on.
 *
 * @param name as it was set
 * @param addresses at least one
 */
record Host(String name, List<InetAddress> addresses) {
  private static final String LOCAL = "localhost";
  private static final int HTTP_PORT = 80;

  /**
   * {@code localhost} is both loopbacks, for a browser may take either; IPv6 is left out where the
   * machine has none. Any other name is all the addresses that it stands for.
   */
  static Host of(String name) throws UnknownHostException {
    if (!name.equalsIgnoreCase(LOCAL)) {
      return new Host(name, addresses(name).toList());
    }
    Stream<InetAddress> loopbacks = Stream.concat(addresses("127.0.0.1"), addresses("::1"));
    return new Host(LOCAL, loopbacks.filter(Host::exists).toList());
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

  /** The page to open; a server on every address is shown by the one that this machine can use. */
  String url(int port) {
    String shown = addresses.get(0).isAnyLocalAddress() ? LOCAL : bracketed(name);
    return "http://" + shown + (port == HTTP_PORT ? "" : ":" + port) + "/";
  }

  static String describe(InetSocketAddress socket) {
    return bracketed(socket.getAddress().getHostAddress()) + ":" + socket.getPort();
  }

  static String bracketed(String name) {
    return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
  }
}
