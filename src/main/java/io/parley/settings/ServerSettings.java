package io.parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the embedded server; a container has its own configuration and ignores them.
 *
 * @param ports at least one, from 0 to 65535; 0 is any free port
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
    return new ServerSettings(
        optionValues.ports(Option.PORT),
        optionValues.text(Option.HOST),
        TlsSettings.of(optionValues, environment),
        optionValues.flag(Option.H2C),
        optionValues.number(Option.MAX_HEADER, LEAST_HEADER, MOST_HEADER),
        optionValues.time(Option.REQUEST_TIMEOUT, SHORTEST_REQUEST, LONGEST_REQUEST),
        optionValues.flag(Option.PLAIN_JETTY));
  }
}
