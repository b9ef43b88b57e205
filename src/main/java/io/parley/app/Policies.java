package io.parley.app;

import io.parley.handshake.Hosts;
import io.parley.handshake.OriginPattern;
import io.parley.handshake.Origins;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.Authority;
import io.parley.http.IpRange;
import io.parley.http.TokenList;
import io.parley.http.TrustedProxies;
import io.parley.page.OperatorAccess;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes policies of settings. What is no host, origin or subprotocol stops the start. */
final class Policies {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Policies() {}

  /**
   * For endpoints without a subprotocol.
   *
   * @param connectors of the embedded server; none in a container
   */
  static Policy of(Settings settings, List<InetSocketAddress> connectors) {
    return new Policy(
        hosts(settings, connectors), origins(settings, connectors), Subprotocols.NONE, true);
  }

  static Subprotocols echoed(Settings settings) {
    List<String> names = settings.handshake().echoSubprotocols();
    names.forEach(name -> checkToken(settings, name));
    return Subprotocols.of(names);
  }

  static TrustedProxies proxies(Settings settings) {
    return new TrustedProxies(
        settings.handshake().trustedProxies().stream().map(p -> range(settings, p)).toList());
  }

  private static IpRange range(Settings settings, String text) {
    return IpRange.parse(text)
        .valid()
        .orElseThrow(
            () ->
                settings.reject(
                    Option.TRUSTED_PROXY, text, "an address or a range such as 10.0.0.0/8"));
  }

  private static void checkToken(Settings settings, String name) {
    if (!TokenList.parse(name).valid().equals(Optional.of(List.of(name)))) {
      throw settings.reject(Option.ECHO_SUBPROTOCOL, name, "a token, such as soap");
    }
  }

  /**
   * Whoever has the token where one is set, else whoever is on this machine where nobody else can
   * reach the server; in a container that is not known.
   */
  static OperatorAccess operators(Settings settings, List<InetSocketAddress> connectors) {
    boolean alone = isLoopback(connectors) && settings.handshake().trustedProxies().isEmpty();
    return settings
        .insight()
        .token()
        .map(token -> OperatorAccess.withToken(token::matches))
        .orElseGet(() -> alone ? OperatorAccess.onThisMachine() : OperatorAccess.nobody());
  }

  private static boolean isLoopback(List<InetSocketAddress> connectors) {
    return !connectors.isEmpty()
        && connectors.stream().allMatch(c -> c.getAddress().isLoopbackAddress());
  }

  /** On loopback only its own names are answered to, whatever else a page's name was rebound to. */
  private static Hosts hosts(Settings settings, List<InetSocketAddress> connectors) {
    Set<String> names = new HashSet<>(isLoopback(connectors) ? LOOPBACK : Set.of());
    settings.handshake().allowHosts().forEach(host -> names.add(host(settings, host)));
    return new Hosts(names);
  }

  private static String host(Settings settings, String text) {
    return Authority.parse(text)
        .valid()
        .filter(authority -> authority.port() == Authority.NO_PORT)
        .map(Authority::host)
        .orElseThrow(() -> settings.reject(Option.ALLOW_HOST, text, "a host name without a port"));
  }

  private static Origins origins(Settings settings, List<InetSocketAddress> connectors) {
    List<OriginPattern> listed =
        settings.handshake().allowOrigins().stream().map(o -> origin(settings, o)).toList();
    Set<Integer> ports =
        connectors.stream().map(InetSocketAddress::getPort).collect(Collectors.toSet());
    return new Origins(listed, ports, !settings.handshake().requireOrigin());
  }

  private static OriginPattern origin(Settings settings, String text) {
    return OriginPattern.parse(text)
        .valid()
        .orElseThrow(
            () ->
                settings.reject(
                    Option.ALLOW_ORIGIN,
                    text,
                    "an origin such as https://example.com or https://*.example.com, or null"));
  }
}
