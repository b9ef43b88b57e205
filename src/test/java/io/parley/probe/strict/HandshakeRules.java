package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.util.List;
import java.util.Locale;

/** What a WebSocket server refuses. */
final class HandshakeRules {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String EXTENSION =
      TOKEN + "([ \t]*;[ \t]*" + TOKEN + "([ \t]*=[ \t]*(" + TOKEN + "|\"" + TOKEN + "\"))?)*+";
  private static final String BASE64 = "[A-Za-z0-9+/]";

  private final RuleList rules;

  HandshakeRules(RuleList rules) {
    this.rules = rules;
  }

  void add() {
    lists();
    key();
    version();
    origin();
    offers();
  }

  private void lists() {
    if (rules.has(TAKES_NEITHER_UPGRADE_NOR_CONNECTION)) {
      return;
    }
    Refusal upgrade = new Refusal(426, "Upgrade: websocket\r\nConnection: Upgrade, close");
    rules.unless(TAKES_NO_UPGRADE, h -> !h.has("Upgrade"), upgrade);
    if (!rules.has(TAKES_OTHER_UPGRADE)) {
      rules.always(h -> h.has("Upgrade") && !upgrades(h), upgrade);
    }
    rules.unless(TAKES_NO_CONNECTION, h -> !h.has("Connection"), Refusal.of(400));
    if (!rules.has(TAKES_OTHER_CONNECTION)) {
      rules.always(h -> h.has("Connection") && !connects(h), Refusal.of(400));
    }
  }

  private boolean upgrades(Head head) {
    return head.elements("Upgrade").stream()
        .map(e -> e.toLowerCase(Locale.ROOT))
        .anyMatch(
            e ->
                e.equals("websocket")
                    || (rules.has(TAKES_UPGRADE_WITH_VERSION) && e.startsWith("websocket/"))
                    || (rules.has(TAKES_LIKELY_UPGRADE) && e.startsWith("web")));
  }

  private boolean connects(Head head) {
    return head.lists("Connection", "upgrade")
        || (rules.has(TAKES_LIKELY_CONNECTION)
            && head.value("Connection").toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  private void key() {
    rules.unless(TAKES_NO_KEY, h -> !h.has(KEY), Refusal.of(400));
    rules.unless(
        TAKES_TWO_KEYS,
        h -> h.values(KEY).size() > 1 || h.value(KEY).contains(","),
        Refusal.of(400));
    String exactly = rules.has(TAKES_KEY_OF_ANY_LETTERS) ? ".{20,}" : BASE64 + "{22}==";
    String pattern = rules.has(TAKES_KEY_OF_ANY_SIZE) ? BASE64 + "*=*" : exactly;
    rules.always(
        h ->
            h.values(KEY).size() == 1
                && !h.value(KEY).contains(",")
                && !h.value(KEY).matches(pattern),
        Refusal.of(400));
  }

  private void version() {
    Refusal refusal =
        new Refusal(
            rules.has(SAYS_426_FOR_VERSIONS) ? 426 : 400,
            rules.has(OMITS_VERSIONS)
                ? ""
                : rules.has(LISTS_ANY_VERSION)
                    ? "Sec-WebSocket-Version: 13, 25"
                    : rules.has(LISTS_MALFORMED_VERSIONS)
                        ? "Sec-WebSocket-Version: 13, 0x0d"
                        : "Sec-WebSocket-Version: 13");
    rules.unless(TAKES_NO_VERSION, h -> !h.has(VERSION), refusal);
    rules.unless(TAKES_TWO_VERSIONS, h -> h.values(VERSION).size() > 1, refusal);
    String grammar = "[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]";
    rules.unless(
        TAKES_MALFORMED_VERSION,
        h -> h.values(VERSION).size() == 1 && !h.value(VERSION).matches(grammar),
        refusal);
    rules.unless(
        TAKES_OTHER_VERSION,
        h ->
            h.values(VERSION).size() == 1
                && h.value(VERSION).matches(grammar)
                && !h.value(VERSION).equals("13"),
        refusal);
  }

  private void origin() {
    if (!rules.has(TAKES_DENIED_ORIGIN)) {
      rules.always(h -> h.has("Origin") && !isAllowed(h), cors());
    }
  }

  private Refusal cors() {
    return new Refusal(403, rules.has(GRANTS_BY_CORS) ? "Access-Control-Allow-Origin: *" : "");
  }

  private boolean isAllowed(Head head) {
    List<String> origins = head.values("Origin");
    String allowed = rules.scheme() + "://" + head.value("Host");
    String last = origins.get(origins.size() - 1);
    return (origins.size() == 1 && last.equals(allowed))
        || (rules.has(TAKES_FIRST_ORIGIN) && origins.get(0).equals(allowed))
        || (rules.has(TAKES_LAST_ORIGIN) && last.equals(allowed))
        || (rules.has(TAKES_NULL_ORIGIN) && !last.contains(":"))
        || (rules.has(TAKES_ORIGIN_BY_PREFIX)
            && last.startsWith(allowed.replaceFirst(":[0-9]+$", "")))
        || (rules.has(TAKES_ORIGIN_BY_CONTENT) && last.contains(allowed));
  }

  private void offers() {
    rules.unless(
        TAKES_MALFORMED_SUBPROTOCOLS,
        h -> h.has(PROTOCOL) && !isList(h.elements(PROTOCOL), TOKEN),
        Refusal.of(400));
    rules.unless(
        TAKES_SUBPROTOCOL_TWICE,
        h -> h.elements(PROTOCOL).stream().distinct().count() < h.elements(PROTOCOL).size(),
        Refusal.of(400));
    rules.unless(
        TAKES_MALFORMED_EXTENSIONS,
        h -> h.has(EXTENSIONS) && !isList(h.elements(EXTENSIONS), EXTENSION),
        Refusal.of(400));
  }

  private static boolean isList(List<String> elements, String pattern) {
    return !elements.isEmpty() && elements.stream().allMatch(e -> e.matches(pattern));
  }
}
