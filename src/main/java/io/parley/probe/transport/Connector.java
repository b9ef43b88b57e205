package io.parley.probe.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the ways to a server.
 *
 * @param proxy through which every connection goes; empty: straight
 */
public record Connector(TlsOptions tlsOptions, Optional<HttpProxy> proxy) {
  /** Without a proxy, and with the JDK's trust. */
  public static final Connector DIRECT = new Connector(TlsOptions.DEFAULT, Optional.empty());

  private static final List<String> HTTP = List.of("http/1.1");

  /**
   * Returns one transport for each address of the server, or of the proxy, in the order of the name
   * service. With a proxy, only the proxy looks the server's name up.
   *
   * @param host without brackets
   * @throws IOException if the name has no address, or a file of the options cannot be used; the
   *     message is for people
   */
  public List<Transport> to(String host, int port, boolean secure) throws IOException {
    Optional<TlsClient> tls =
        secure
            ? Optional.of(new TlsClient(tlsOptions.context(), host, port, HTTP))
            : Optional.empty();
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    Optional<ConnectTunnel> tunnel = proxy.map(each -> new ConnectTunnel(each, authority));
    String first = proxy.map(HttpProxy::host).orElse(host);
    int firstPort = proxy.map(HttpProxy::port).orElse(port);
    return Arrays.stream(addresses(first))
        .map(each -> new Transport(new InetSocketAddress(each, firstPort), tunnel, tls))
        .toList();
  }

  private static InetAddress[] addresses(String host) throws IOException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("no address is known of the host " + Shown.text(host), e);
    }
  }
}
