package io.parley.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a proxy does to handshakes, by asking the same server straight and through it. Where
 * the proxy's way is refused, handshakes with known damage are sent straight: the damage that gets
 * the same refusal is what the proxy did.
 */
public final class ProxyCheck {
  private static final String VERSION = "Sec-WebSocket-Version";

  /** What every proxy may say in its own name. */
  private static final Set<String> OWN = Set.of("date", "server", "via", "connection");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_:.-]++");

  private final Route straight;
  private final Route through;
  private final ProbeOptions options;
  private final List<Change> changes = new ArrayList<>();

  private ProxyCheck(Route straight, Route through, ProbeOptions options) {
    this.straight = straight;
    this.through = through;
    this.options = options;
  }

  /**
   * Compares.
   *
   * @param options of the server itself
   * @param proxy the same resource by way of the proxy
   * @return what the proxy changes; empty: nothing that matters
   * @throws IOException if one of them cannot be reached, or the server itself accepts nothing
   */
  public static List<Change> run(ProbeOptions options, Target proxy) throws IOException {
    Route straight = Route.to(options.target(), options);
    if (straight.ask(ProxyCheck::plain).filter(Answer::upgrades).isEmpty()) {
      throw new IOException(
          "the server itself does not accept the plain handshake; probe it first");
    }
    return new ProxyCheck(straight, Route.to(proxy, options), options).find();
  }

  private List<Change> find() throws IOException {
    Optional<Answer> answer = through.ask(ProxyCheck::plain);
    if (answer.filter(Answer::upgrades).isPresent()) {
      fields();
      negotiation();
      origins();
      version();
      frames();
    } else {
      refused(answer);
    }
    return List.copyOf(changes);
  }

  private void refused(Optional<Answer> answer) throws IOException {
    String seen = "straight 101, through the proxy " + answer.map(Answer::shown).orElse("nothing");
    for (Suspicion each : Suspicion.all()) {
      if (answer.isPresent() && isSame(straight.ask(each.damage()), answer.get())) {
        String damage = String.join(", ", each.what());
        changes.add(new Change(damage + " vanished or changed", seen, each.repair()));
        return;
      }
    }
    changes.add(new Change("the handshake is refused on the way", seen, Change.upgrading()));
  }

  private static boolean isSame(Optional<Answer> one, Answer other) {
    return one.filter(a -> a.status() == other.status())
        .filter(a -> unnamed(a.body()).equals(unnamed(other.body())))
        .isPresent();
  }

  /** Without what is new in every answer, such as an id or a time. */
  private static String unnamed(String body) {
    return WORD.matcher(body).replaceAll(word -> hasDigit(word.group()) ? "#" : word.group());
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** Fields of the 101 that do not arrive. */
  private void fields() throws IOException {
    Answer there = straight.ask(ProxyCheck::plain).orElseThrow();
    Answer here = through.ask(ProxyCheck::plain).orElseThrow();
    there.fields().stream()
        .map(Field::name)
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
    String there = chosen(straight, field, value);
    String here = chosen(through, field, value);
    if (!there.equals(here)) {
      vanished(field, "for " + value + ": straight " + there + ", through the proxy " + here);
    }
  }

  private static String chosen(Route route, String field, String value) throws IOException {
    return route
        .ask(request -> request.with(field, value))
        .map(answer -> answer.upgrades() ? Expect.shown(answer, field) : answer.shown())
        .orElse("no answer");
  }

  private void origins() throws IOException {
    String denied = new Facts(options, Set.of(), List.of()).deniedOrigin();
    if (!accepts(straight, denied) && accepts(through, denied)) {
      vanished("Origin", denied + " is refused straight, and accepted through the proxy");
    }
    if (accepts(straight, straight.origin()) && !accepts(through, through.origin())) {
      changes.add(ownPageRefused(through.origin()));
    }
  }

  /** The server compares the page with the host, and with the scheme that it was told of. */
  private Change ownPageRefused(String origin) throws IOException {
    String other =
        origin.startsWith("https:")
            ? origin.replaceFirst("https", "http")
            : origin.replaceFirst("http", "https");
    return accepts(through, other)
        ? new Change(
            "the scheme changed",
            "a page of " + other + " is accepted through the proxy, and of " + origin + " refused",
            Change.scheme())
        : new Change(
            "Host changed",
            "a page of the proxy's own, " + origin + ", is refused through it",
            Change.host());
  }

  private static boolean accepts(Route route, String origin) throws IOException {
    return route
        .ask(request -> request.with("Origin", origin))
        .filter(Answer::upgrades)
        .isPresent();
  }

  private void version() throws IOException {
    Optional<Answer> there = straight.ask(request -> request.with(VERSION, "25"));
    Optional<Answer> here = through.ask(request -> request.with(VERSION, "25"));
    int status = there.map(Answer::status).orElse(0);
    if (there.filter(answer -> answer.has(VERSION)).isPresent()
        && here.filter(answer -> answer.has(VERSION)).isEmpty()) {
      vanished(VERSION, "the refusal of version 25 names no version through the proxy");
    } else if (here.map(Answer::status).orElse(0) != status) {
      String seen = "version 25: straight " + status + ", through the proxy another status";
      changes.add(new Change("refusals changed", seen, List.of("proxy_intercept_errors off;")));
    }
  }

  private void frames() throws IOException {
    if (straight.pings() && !through.pings()) {
      changes.add(
          new Change("frames do not flow", "a ping comes back only straight", Change.upgrading()));
    }
  }

  private void vanished(String field, String seen) {
    changes.add(new Change(field + " vanished or changed", seen, Change.passing(field)));
  }

  private static Request plain(Request handshake) {
    return handshake;
  }
}
