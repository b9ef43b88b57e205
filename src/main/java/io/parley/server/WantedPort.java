package io.parley.server;

import io.parley.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * A port to open, and what it speaks.
 *
 * @param number 0 for any free port
 * @param certificate that of a port with TLS
 * @param clearHttp2 whether a port without TLS speaks HTTP/2 as well
 */
record WantedPort(int number, Optional<TlsCertificate> certificate, boolean clearHttp2) {
  /**
   * Jetty accepts a wrong Host, because the application refuses it and explains why. Otherwise
   * Jetty follows RFC 9110.
   */
  private static final HttpCompliance COMPLIANCE =
      HttpCompliance.RFC9110.with(
          "PARLEY",
          Violation.DUPLICATE_HOST_HEADERS,
          Violation.UNSAFE_HOST_HEADER,
          Violation.MISMATCHED_AUTHORITY);

  private static final String HTTP_1 = "http/1.1";

  /** A port without TLS. */
  static WantedPort clear(int number) {
    return new WantedPort(number, Optional.empty(), false);
  }

  /** Those without TLS first. */
  static List<WantedPort> of(ServerSettings settings, Optional<TlsCertificate> certificate) {
    List<WantedPort> wanted = new ArrayList<>();
    for (int port : settings.ports()) {
      wanted.add(new WantedPort(port, Optional.empty(), settings.clearHttp2()));
    }
    for (int port : settings.tlsSettings().ports()) {
      wanted.add(new WantedPort(port, certificate, false));
    }
    return wanted;
  }

  /** The protocols of a connector, the first for a new socket. */
  List<ConnectionFactory> factories(TcpConnections connections, HandshakeDecider handshakes) {
    HttpConfiguration configuration = configuration(connections.limits());
    List<ConnectionFactory> factories = new ArrayList<>();
    certificate.ifPresent(
        used -> {
          // Which host is served is a rule of the application.
          configuration.addCustomizer(new SecureRequestCustomizer(false));
          ALPNServerConnectionFactory alpn =
              new ALPNServerConnectionFactory(Http2Factory.SECURE, HTTP_1);
          alpn.setDefaultProtocol(HTTP_1);
          factories.add(new SslConnectionFactory(used.tls(), alpn.getProtocol()));
          factories.add(alpn);
        });
    factories.add(new RecordingConnectionFactory(configuration, connections, handshakes));
    if (certificate.isPresent() || clearHttp2) {
      String protocol = certificate.isPresent() ? Http2Factory.SECURE : Http2Factory.CLEAR;
      factories.add(new Http2Factory(configuration, protocol, connections));
    }
    return factories;
  }

  private static HttpConfiguration configuration(ListenerLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setSendServerVersion(false);
    configuration.setHttpCompliance(COMPLIANCE);
    return configuration;
  }
}
