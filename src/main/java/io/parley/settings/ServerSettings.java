package io.parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the embedded server; a container has its own configuration and ignores them.
 *
 * @param ports those without TLS, from 0 to 65535; 0 is any free port; empty only beside one with
 *     TLS
 * @param host a name or an address; {@code localhost} is both loopback addresses
 * @param tlsSettings those of the ports with TLS
 * @param clearHttp2 whether the ports without TLS speak HTTP/2 as well
 * @param maxHeader the most bytes of a request line and its fields
 * @param requestTimeout the time in which a request has to arrive, head and content
 * @param plainJetty whether Jetty runs without what only makes it faster
 */
public record ServerSettings(
    List<Integer> ports,
    String host,
    TlsSettings tlsSettings,
    boolean clearHttp2,
    int maxHeader,
    Duration requestTimeout,
    boolean plainJetty) {
  /** Bytes: a browser's request without cookies has about 600. */
  static final int LEAST_HEADER = 1024;

  /** Bytes: each connection may make the server hold this many. */
  static final int MOST_HEADER = 1024 * 1024;

  static final Duration SHORTEST_REQUEST = Duration.ofMillis(100);
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  /** Copies the list. */
  public ServerSettings {
    ports = List.copyOf(ports);
  }

  static ServerSettings of(
      OptionValues optionValues, Function<String, Optional<String>> environment) {
    TlsSettings tls = TlsSettings.of(optionValues, environment);
    boolean clearHttp2 = optionValues.flag(Option.H2C);
    boolean clear = !tls.isOn() || optionValues.isGiven(Option.PORT);
    require(clear || !clearHttp2, Option.H2C, optionValues);
    require(clear || !tls.redirect(), Option.REDIRECT_HTTP, optionValues);
    return new ServerSettings(
        clear ? optionValues.ports(Option.PORT) : List.of(),
        optionValues.text(Option.HOST),
        tls,
        clearHttp2,
        optionValues.number(Option.MAX_HEADER, LEAST_HEADER, MOST_HEADER),
        optionValues.time(Option.REQUEST_TIMEOUT, SHORTEST_REQUEST, LONGEST_REQUEST),
        optionValues.flag(Option.PLAIN_JETTY));
  }

  private static void require(boolean hasPort, Option option, OptionValues optionValues) {
    if (!hasPort) {
      optionValues.reject(option, "a port without TLS beside it (--port)");
    }
  }
}
