package io.parley.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a proxy changes in handshakes: it compares the same server directly and through the
 * proxy. Where the proxy's route is refused, it sends handshakes with known damage directly. The
 * damage that gets the same refusal is what the proxy did.
 */
public final class ProxyCheck {
  private static final String VERSION = "Sec-WebSocket-Version";

  /** Fields that a proxy may set itself. */
  private static final Set<String> OWN = Set.of("date", "server", "via", "connection");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_:.-]++");

  private final ProbeRoute direct;
  private final ProbeRoute proxied;
  private final ProbeOptions options;
  private final List<ProxyChange> changes = new ArrayList<>();

  private ProxyCheck(ProbeRoute direct, ProbeRoute proxied, ProbeOptions options) {
    this.direct = direct;
    this.proxied = proxied;
    this.options = options;
  }

  /**
   * Compares both routes.
   *
   * @param options of the server itself
   * @param proxy the same resource through the proxy
   * @return what the proxy changes; empty: nothing relevant
   * @throws IOException if one of them cannot be reached, or the server itself accepts no handshake
   */
  public static List<ProxyChange> run(ProbeOptions options, ProbeTarget proxy) throws IOException {
    ProbeRoute direct = ProbeRoute.to(options.probeTarget(), options);
    if (direct.ask(ProxyCheck::plain).filter(ProbeResponse::upgrades).isEmpty()) {
      throw new IOException(
          "the server itself does not accept the plain handshake; probe it first");
    }
    SecretMask secretMask = options.secretMask();
    return new ProxyCheck(direct, ProbeRoute.to(proxy, options), options)
        .find().stream()
            .map(each -> new ProxyChange(each.what(), secretMask.of(each.seen()), each.repair()))
            .toList();
  }

  private List<ProxyChange> find() throws IOException {
    Optional<ProbeResponse> probeResponse = proxied.ask(ProxyCheck::plain);
    if (probeResponse.filter(ProbeResponse::upgrades).isPresent()) {
      fields();
      negotiation();
      origins();
      version();
      frames();
    } else {
      refused(probeResponse);
    }
    return List.copyOf(changes);
  }

  private void refused(Optional<ProbeResponse> probeResponse) throws IOException {
    String seen =
        "straight 101, through the proxy "
            + probeResponse.map(ProbeResponse::shown).orElse("nothing");
    for (SuspectedChange each : SuspectedChange.all()) {
      if (probeResponse.isPresent() && isSame(direct.ask(each.damage()), probeResponse.get())) {
        String damage = String.join(", ", each.what());
        changes.add(new ProxyChange(damage + " vanished or changed", seen, each.repair()));
        return;
      }
    }
    changes.add(
        new ProxyChange("the handshake is refused on the way", seen, ProxyChange.upgrading()));
  }

  private static boolean isSame(Optional<ProbeResponse> one, ProbeResponse other) {
    return one.filter(a -> a.status() == other.status())
        .filter(a -> unnamed(a.body()).equals(unnamed(other.body())))
        .isPresent();
  }

  /** Removes what differs in every response, such as an id or a time. */
  private static String unnamed(String body) {
    return WORD.matcher(body).replaceAll(word -> hasDigit(word.group()) ? "#" : word.group());
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** Finds fields of the 101 that do not arrive. */
  private void fields() throws IOException {
    ProbeResponse there = direct.ask(ProxyCheck::plain).orElseThrow();
    ProbeResponse here = proxied.ask(ProxyCheck::plain).orElseThrow();
    there.fields().stream()
        .map(FieldLine::name)
        .distinct()
        .filter(name -> !OWN.contains(name.toLowerCase(Locale.ROOT)) && !here.has(name))
        .forEach(name -> vanished(name, "the 101 has it straight, and not through the proxy"));
  }

  private void negotiation() throws IOException {
    if (!options.subprotocols().isEmpty()) {
      offered("Sec-WebSocket-Protocol", String.join(", ", options.subprotocols()));
    }
    offered(Extension.FIELD, ExpectDeflate.NAME);
  }

  private void offered(String field, String value) throws IOException {
    String there = chosen(direct, field, value);
    String here = chosen(proxied, field, value);
    if (!there.equals(here)) {
      vanished(field, "for " + value + ": straight " + there + ", through the proxy " + here);
    }
  }

  private static String chosen(ProbeRoute probeRoute, String field, String value)
      throws IOException {
    return probeRoute
        .ask(probeRequest -> probeRequest.with(field, value))
        .map(
            probeResponse ->
                probeResponse.upgrades()
                    ? Expect.shown(probeResponse, field)
                    : probeResponse.shown())
        .orElse("no answer");
  }

  private void origins() throws IOException {
    String denied = new ServerFacts(options, Set.of(), List.of()).deniedOrigin();
    if (!accepts(direct, denied) && accepts(proxied, denied)) {
      vanished("Origin", denied + " is refused straight, and accepted through the proxy");
    }
    if (accepts(direct, direct.origin()) && !accepts(proxied, proxied.origin())) {
      changes.add(ownPageRefused(proxied.origin()));
    }
  }

  /**
   * The server compares the page's origin with the host, and with the scheme that the proxy
   * declares.
   */
  private ProxyChange ownPageRefused(String origin) throws IOException {
    String other =
        origin.startsWith("https:")
            ? origin.replaceFirst("https", "http")
            : origin.replaceFirst("http", "https");
    return accepts(proxied, other)
        ? new ProxyChange(
            "the scheme changed",
            "a page of " + other + " is accepted through the proxy, and of " + origin + " refused",
            ProxyChange.scheme())
        : new ProxyChange(
            "Host changed",
            "a page of the proxy's own, " + origin + ", is refused through it",
            ProxyChange.host());
  }

  private static boolean accepts(ProbeRoute probeRoute, String origin) throws IOException {
    return probeRoute
        .ask(probeRequest -> probeRequest.with("Origin", origin))
        .filter(ProbeResponse::upgrades)
        .isPresent();
  }

  private void version() throws IOException {
    Optional<ProbeResponse> there = direct.ask(probeRequest -> probeRequest.with(VERSION, "25"));
    Optional<ProbeResponse> here = proxied.ask(probeRequest -> probeRequest.with(VERSION, "25"));
    int status = there.map(ProbeResponse::status).orElse(0);
    if (there.filter(probeResponse -> probeResponse.has(VERSION)).isPresent()
        && here.filter(probeResponse -> probeResponse.has(VERSION)).isEmpty()) {
      vanished(VERSION, "the refusal of version 25 names no version through the proxy");
    } else if (here.map(ProbeResponse::status).orElse(0) != status) {
      String seen = "version 25: straight " + status + ", through the proxy another status";
      changes.add(
          new ProxyChange("refusals changed", seen, List.of("proxy_intercept_errors off;")));
    }
  }

  private void frames() throws IOException {
    if (direct.pings() && !proxied.pings()) {
      changes.add(
          new ProxyChange(
              "frames do not flow", "a ping comes back only straight", ProxyChange.upgrading()));
    }
  }

  private void vanished(String field, String seen) {
    changes.add(new ProxyChange(field + " vanished or changed", seen, ProxyChange.passing(field)));
  }

  private static ProbeRequest plain(ProbeRequest handshake) {
    return handshake;
  }
}
