package io.parley.probe.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of the server that judges clients.
 *
 * @param addresses where it listens; the first has to be free
 * @param port 0 for any free port
 * @param timeout how long a client may take for each step of a case
 * @param only addresses, or prefixes of them; empty: every case
 * @param strict whether a failed SHOULD counts
 * @param tls the server's certificate; empty for {@code ws://}
 */
public record ClientProbeOptions(
    List<InetAddress> addresses,
    int port,
    Duration timeout,
    List<String> only,
    boolean strict,
    Optional<ServerCertificate> tls) {
  public ClientProbeOptions {
    addresses = List.copyOf(addresses);
    only = List.copyOf(only);
  }

  boolean selects(ClientCase each) {
    return only.isEmpty() || only.stream().anyMatch(each.address()::within);
  }

  String scheme() {
    return tls.isPresent() ? "wss" : "ws";
  }
}
