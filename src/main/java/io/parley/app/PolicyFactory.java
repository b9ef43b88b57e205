package io.parley.app;

import io.parley.chat.RoomRules;
import io.parley.handshake.AllowedHosts;
import io.parley.handshake.AllowedOrigins;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.HostPattern;
import io.parley.handshake.OriginPattern;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.IpRange;
import io.parley.http.ListenerPort;
import io.parley.http.TokenList;
import io.parley.http.TrustedProxies;
import io.parley.page.OperatorAccess;
import io.parley.rights.BadRightsException;
import io.parley.rights.RightsFile;
import io.parley.settings.BadSettings;
import io.parley.settings.BoundListener;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes policies from settings.
 *
 * @param listeners of the embedded server; none in a container
 * @param bad collects what is not a valid host, origin, proxy or subprotocol
 */
record PolicyFactory(Settings settings, List<BoundListener> listeners, BadSettings bad) {
  /** Returns the policy of endpoints without a subprotocol. */
  Policy policy() {
    return new Policy(hosts(), origins(), Subprotocols.NONE, deflate());
  }

  /** In Parley's own server, Jetty can name its window in the response; elsewhere it cannot. */
  private DeflateSupport deflate() {
    return listeners.isEmpty() ? DeflateSupport.USUAL : DeflateSupport.USUAL.withServerWindow();
  }

  /** Returns the subprotocols of the echo endpoint. */
  Subprotocols echoSubprotocols() {
    return Subprotocols.of(
        each(
            Option.ECHO_SUBPROTOCOL,
            settings.handshakeSettings().echoSubprotocols(),
            name -> TokenList.parse(name).valid().filter(List.of(name)::equals).map(one -> name),
            "a token, such as soap"));
  }

  TrustedProxies proxies() {
    return new TrustedProxies(
        each(
            Option.TRUSTED_PROXY,
            settings.handshakeSettings().trustedProxies(),
            text -> IpRange.parse(text).valid(),
            "an address or a range such as 10.0.0.0/8"));
  }

  /** Converts the valid values, and reports the others. */
  private <T> List<T> each(
      Option option, List<String> values, Function<String, Optional<T>> meaning, String expected) {
    List<T> meanings = new ArrayList<>(values.size());
    for (String value : values) {
      meaning
          .apply(value)
          .ifPresentOrElse(meanings::add, () -> bad.add(settings.bad(option, value, expected)));
    }
    return meanings;
  }

  /** Returns the rights in rooms, by the file of rights where there is one. */
  RoomRules rooms() {
    Optional<String> file = settings.accessSettings().rights();
    try {
      return file.isPresent() ? RoomRules.of(RightsFile.read(file.get())) : RoomRules.ofClaims();
    } catch (BadRightsException e) {
      bad.add(settings.bad(Option.RIGHTS, file.get(), "a file of rights: " + e.getMessage()));
      return RoomRules.of(List.of());
    }
  }

  /**
   * Returns the access for whoever has the token. Without a token it is for whoever is on this
   * machine, if nobody else can reach the server; a container does not know that.
   */
  OperatorAccess operators() {
    boolean isUnreachable = isLoopback() && settings.handshakeSettings().trustedProxies().isEmpty();
    return settings
        .observabilitySettings()
        .token()
        .map(token -> OperatorAccess.withToken(token::matches))
        .orElseGet(() -> isUnreachable ? OperatorAccess.onThisMachine() : OperatorAccess.nobody());
  }

  private boolean isLoopback() {
    return !listeners.isEmpty()
        && listeners.stream().allMatch(each -> each.address().isLoopbackAddress());
  }

  /**
   * Returns the hosts to answer to. On loopback these are only its own names, against DNS
   * rebinding. The embedded server also answers to its {@code --host}, because it prints that.
   */
  private AllowedHosts hosts() {
    List<HostPattern> listed =
        each(
            Option.ALLOW_HOST,
            settings.handshakeSettings().allowHosts(),
            text -> HostPattern.parse(text).valid(),
            "a host name without a port");
    if (listeners.isEmpty() || (listed.isEmpty() && !isLoopback())) {
      return new AllowedHosts(listed, false);
    }
    return new AllowedHosts(
        Stream.concat(listed.stream(), bound().stream()).toList(), isLoopback() || isAnyAddress());
  }

  private boolean isAnyAddress() {
    return listeners.stream().anyMatch(each -> each.address().isAnyLocalAddress());
  }

  private Optional<HostPattern> bound() {
    String host = settings.serverSettings().host();
    boolean bare = host.contains(":") && !host.startsWith("[");
    return HostPattern.parse(bare ? "[" + host + "]" : host).valid();
  }

  private AllowedOrigins origins() {
    List<OriginPattern> listed =
        each(
            Option.ALLOW_ORIGIN,
            settings.handshakeSettings().allowOrigins(),
            text -> OriginPattern.parse(text).valid(),
            "an origin such as https://example.com or https://*.example.com, or null");
    return new AllowedOrigins(
        listed, ports(listeners), !settings.handshakeSettings().requireOrigin());
  }

  /** Returns what distinguishes listeners for a page: its scheme and port. */
  static Set<ListenerPort> ports(List<BoundListener> listeners) {
    return listeners.stream()
        .map(each -> new ListenerPort(each.port(), each.secure()))
        .collect(Collectors.toSet());
  }
}
