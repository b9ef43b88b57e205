package io.parley.probe.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * How to connect to a server: each part is done in this order.
 *
 * @param address of the server, or of the proxy
 * @param tunnel through that proxy; empty: straight
 * @param tls with the server; empty: without TLS
 */
public record Transport(
    InetSocketAddress address, Optional<ConnectTunnel> tunnel, Optional<TlsClient> tls) {
  /** Returns a plain connection without a proxy. */
  public static Transport plain(InetSocketAddress address) {
    return new Transport(address, Optional.empty(), Optional.empty());
  }

  /** Returns the same transport that offers these protocols by ALPN, where it has TLS. */
  public Transport offering(List<String> protocols) {
    return new Transport(address, tunnel, tls.map(client -> client.offering(protocols)));
  }
}
