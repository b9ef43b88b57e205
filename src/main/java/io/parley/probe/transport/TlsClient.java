package io.parley.probe.transport;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The client's side of TLS to one server.
 *
 * @param host the name for SNI and for the check of the certificate
 * @param protocols offered by ALPN, the preferred first; empty: no ALPN
 */
public record TlsClient(SSLContext context, String host, int port, List<String> protocols) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  public TlsClient {
    protocols = List.copyOf(protocols);
  }

  /** Returns the same client that offers these protocols. */
  public TlsClient offering(List<String> others) {
    return new TlsClient(context, host, port, others);
  }

  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    // The JDK itself sends no SNI for a name without a dot.
    parameters.setServerNames(
        ADDRESS.matcher(host).matches() ? List.of() : List.of(new SNIHostName(name())));
    engine.setSSLParameters(parameters);
    return engine;
  }

  private String name() {
    return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }
}
