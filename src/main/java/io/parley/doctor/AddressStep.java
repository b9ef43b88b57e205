package io.parley.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks this machine's routing table for each address. Nothing is sent. */
final class AddressStep {
  private AddressStep() {}

  /**
   * Returns the addresses that this machine has a route to.
   *
   * @param seen gets a line for each address
   */
  static List<InetSocketAddress> routed(List<InetAddress> addresses, int port, List<String> seen)
      throws FailedStepException {
    List<InetSocketAddress> routed = new ArrayList<>();
    for (InetAddress address : addresses) {
      InetSocketAddress server = new InetSocketAddress(address, port);
      Optional<String> from = from(server);
      from.ifPresent(local -> routed.add(server));
      String way = from.map(local -> "from " + local).orElse("no route from this machine");
      seen.add(NameStep.shown(address) + " " + way);
    }
    if (routed.isEmpty()) {
      throw new FailedStepException(noRoute(addresses), seen);
    }
    return routed;
  }

  /** A datagram channel that connects only chooses its own address. */
  private static Optional<String> from(InetSocketAddress server) {
    StandardProtocolFamily family =
        server.getAddress() instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
    try (DatagramChannel channel = DatagramChannel.open(family)) {
      channel.connect(server);
      return channel.getLocalAddress() instanceof InetSocketAddress local
          ? Optional.of(local.getAddress().getHostAddress())
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static Diagnosis noRoute(List<InetAddress> addresses) {
    boolean onlySix = addresses.stream().allMatch(Inet6Address.class::isInstance);
    return Diagnosis.of(
        Party.MACHINE,
        onlySix
            ? "The host has only IPv6 addresses, and this machine has no IPv6 route."
            : "This machine has no route to the host.",
        "Connect this machine to a network, or to the VPN that the host is in.",
        onlySix
            ? "Or give the host an IPv4 address too (an A record)."
            : "Look at its routes: ip route, route print.");
  }
}
