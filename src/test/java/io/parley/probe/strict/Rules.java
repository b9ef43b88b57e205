package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a strict server refuses, rule by rule; a flaw leaves one out, or adds one. */
final class Rules {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String EXTENSION =
      TOKEN + "([ \t]*;[ \t]*" + TOKEN + "([ \t]*=[ \t]*(" + TOKEN + "|\"" + TOKEN + "\"))?)*+";
  private static final String BASE64 = "[A-Za-z0-9+/]";
  private static final int MAX_TARGET = 16 * 1024;
  private static final int MAX_HEAD = 32 * 1024;

  private static final Set<Flaw> TAKES_BODIES =
      EnumSet.of(
          TAKES_A_BODY,
          TAKES_A_BODY_FOR_FRAMES,
          TAKES_ANY_LENGTH,
          TAKES_TWO_LENGTHS,
          TAKES_LENGTH_AND_CHUNKS);

  private record Rule(Predicate<Head> broken, Refusal refusal) {}

  private final Set<Flaw> flaws;
  private final String authority;
  private final List<Rule> rules = new ArrayList<>();

  Rules(Set<Flaw> flaws, String authority) {
    this.flaws = flaws;
    this.authority = authority;
    breaks(BREAKS_ON_LARGE_HEADS, h -> h.text.length() - h.target.length() > 4000);
    breaks(BREAKS_BEYOND_ASCII, h -> !h.text.matches("[\0-\u007f]*"));
    breaks(BREAKS_ON_NEWER_HTTP, h -> h.version.equals("HTTP/1.2"));
    message();
    host();
    body();
    handshake();
    lists();
    key();
    version();
    origin();
    offers();
    whims();
  }

  Optional<Refusal> judge(Head head) {
    return rules.stream().filter(r -> r.broken().test(head)).map(Rule::refusal).findFirst();
  }

  private void unless(Flaw flaw, Predicate<Head> broken, Refusal refusal) {
    if (!flaws.contains(flaw)) {
      rules.add(new Rule(broken, refusal));
    }
  }

  private void where(Flaw flaw, Predicate<Head> broken) {
    if (flaws.contains(flaw)) {
      rules.add(new Rule(broken, Refusal.of(400)));
    }
  }

  private void breaks(Flaw flaw, Predicate<Head> on) {
    if (flaws.contains(flaw)) {
      rules.add(new Rule(on, Refusal.of(500)));
    }
  }

  private void message() {
    rules.add(new Rule(h -> h.target.length() > MAX_TARGET, large(414)));
    rules.add(new Rule(h -> h.text.length() > MAX_HEAD, large(431)));
    unless(TAKES_ANY_REQUEST_LINE, h -> !isRequestLine(h), Refusal.of(400));
    unless(TAKES_ANY_HTTP_VERSION, h -> !h.version.startsWith("HTTP/1."), Refusal.of(505));
    unless(TAKES_LEADING_SPACE, h -> isSpace(first(h)), Refusal.of(400));
    rules.add(new Rule(h -> h.lines.stream().anyMatch(Rules::isSpace), Refusal.of(400)));
    unless(TAKES_CONTROL_OCTETS, h -> h.text.matches("(?s).*[\0\r](?!\n).*"), Refusal.of(400));
    unless(TAKES_SPACE_BEFORE_COLON, h -> any(h, "[^:]*[ \t]:.*"), Refusal.of(400));
    unless(TAKES_ANY_FIELD_NAME, h -> !all(h, TOKEN + "[ \t]*:.*"), Refusal.of(400));
  }

  private Refusal large(int status) {
    return Refusal.of(
        flaws.contains(SAYS_500_WHEN_LARGE)
            ? 500
            : flaws.contains(SAYS_431_WHEN_LARGE)
                ? 431
                : flaws.contains(SAYS_NOTHING_WHEN_LARGE) ? 0 : status);
  }

  private boolean isRequestLine(Head head) {
    String version = flaws.contains(TAKES_ANY_HTTP_VERSION) ? "\\S+" : "HTTP/[0-9]\\.[0-9]";
    return head.requestLine().matches(TOKEN + " [!-~\u0080-\u00ff]+ " + version);
  }

  private void host() {
    unless(TAKES_NO_HOST, h -> !h.has("Host"), Refusal.of(400));
    unless(TAKES_SECOND_HOST, h -> h.values("Host").size() > 1, Refusal.of(400));
    unless(
        TAKES_ANY_HOST,
        h -> h.values("Host").stream().anyMatch(v -> !v.matches("[A-Za-z0-9.-]*(:[0-9]+)?")),
        Refusal.of(400));
    where(WANTS_LOWER_HOST, h -> !h.value("Host").equals(authority));
  }

  private void body() {
    unless(
        TAKES_TWO_LENGTHS,
        h -> h.values("Content-Length").stream().distinct().count() > 1,
        Refusal.of(400));
    unless(
        TAKES_ANY_LENGTH,
        h -> h.values("Content-Length").stream().anyMatch(v -> !v.matches("[0-9]+")),
        Refusal.of(400));
    unless(
        TAKES_LENGTH_AND_CHUNKS,
        h -> h.has("Content-Length") && h.has("Transfer-Encoding"),
        Refusal.of(400));
    unless(
        TAKES_ANY_CODING,
        h -> h.has("Transfer-Encoding") && !h.lists("Transfer-Encoding", "chunked"),
        Refusal.of(501));
  }

  private void handshake() {
    unless(TAKES_ANY_TARGET, h -> h.target.equals("*"), Refusal.of(400));
    unless(TAKES_ANY_METHOD, h -> !isGet(h), new Refusal(405, "Allow: GET"));
    unless(TAKES_ANY_PATH, h -> !path(h).matches(paths()), Refusal.of(404));
    unless(TAKES_HTTP_1_0, h -> h.version.equals("HTTP/1.0"), Refusal.of(400));
    if (Collections.disjoint(flaws, TAKES_BODIES)) {
      rules.add(
          new Rule(
              h ->
                  (h.has("Content-Length") && !h.value("Content-Length").matches("0(, 0)*"))
                      || (h.has("Transfer-Encoding") && h.lists("Transfer-Encoding", "chunked")),
              Refusal.of(400)));
    }
  }

  private boolean isGet(Head head) {
    return flaws.contains(TAKES_METHOD_IN_ANY_CASE)
        ? head.method.equalsIgnoreCase("GET")
        : head.method.equals("GET");
  }

  private String paths() {
    return flaws.contains(TAKES_ANY_REQUEST_LINE) ? "/echo([? ].*)?|\\*" : "/echo(\\?.*)?|\\*";
  }

  private static String path(Head head) {
    return head.target.replaceFirst("(?i)^http://[^/]*", "");
  }

  private void lists() {
    if (flaws.contains(TAKES_NEITHER_UPGRADE_NOR_CONNECTION)) {
      return;
    }
    Refusal upgrade = new Refusal(426, "Upgrade: websocket\r\nConnection: Upgrade, close");
    unless(TAKES_NO_UPGRADE, h -> !h.has("Upgrade"), upgrade);
    if (!flaws.contains(TAKES_OTHER_UPGRADE)) {
      rules.add(new Rule(h -> h.has("Upgrade") && !upgrades(h), upgrade));
    }
    unless(TAKES_NO_CONNECTION, h -> !h.has("Connection"), Refusal.of(400));
    if (!flaws.contains(TAKES_OTHER_CONNECTION)) {
      rules.add(new Rule(h -> h.has("Connection") && !connects(h), Refusal.of(400)));
    }
    unless(TAKES_CLOSE, h -> h.lists("Connection", "close"), Refusal.of(400));
  }

  private boolean upgrades(Head head) {
    return head.elements("Upgrade").stream()
        .map(e -> e.toLowerCase(Locale.ROOT))
        .anyMatch(
            e ->
                e.equals("websocket")
                    || (flaws.contains(TAKES_UPGRADE_WITH_VERSION) && e.startsWith("websocket/"))
                    || (flaws.contains(TAKES_LIKELY_UPGRADE) && e.startsWith("web")));
  }

  private boolean connects(Head head) {
    return head.lists("Connection", "upgrade")
        || (flaws.contains(TAKES_LIKELY_CONNECTION)
            && head.value("Connection").toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  private void key() {
    unless(TAKES_NO_KEY, h -> !h.has(KEY), Refusal.of(400));
    unless(
        TAKES_TWO_KEYS,
        h -> h.values(KEY).size() > 1 || h.value(KEY).contains(","),
        Refusal.of(400));
    String exactly = flaws.contains(TAKES_KEY_OF_ANY_LETTERS) ? ".{20,}" : BASE64 + "{22}==";
    String pattern = flaws.contains(TAKES_KEY_OF_ANY_SIZE) ? BASE64 + "*=*" : exactly;
    rules.add(
        new Rule(
            h ->
                h.values(KEY).size() == 1
                    && !h.value(KEY).contains(",")
                    && !h.value(KEY).matches(pattern),
            Refusal.of(400)));
  }

  private void version() {
    Refusal refusal =
        new Refusal(
            flaws.contains(SAYS_426_FOR_VERSIONS) ? 426 : 400,
            flaws.contains(OMITS_VERSIONS)
                ? ""
                : flaws.contains(LISTS_ANY_VERSION)
                    ? "Sec-WebSocket-Version: 13, 25"
                    : flaws.contains(LISTS_MALFORMED_VERSIONS)
                        ? "Sec-WebSocket-Version: 13, 0x0d"
                        : "Sec-WebSocket-Version: 13");
    unless(TAKES_NO_VERSION, h -> !h.has(VERSION), refusal);
    unless(TAKES_TWO_VERSIONS, h -> h.values(VERSION).size() > 1, refusal);
    String grammar = "[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]";
    unless(
        TAKES_MALFORMED_VERSION,
        h -> h.values(VERSION).size() == 1 && !h.value(VERSION).matches(grammar),
        refusal);
    unless(
        TAKES_OTHER_VERSION,
        h ->
            h.values(VERSION).size() == 1
                && h.value(VERSION).matches(grammar)
                && !h.value(VERSION).equals("13"),
        refusal);
  }

  private void origin() {
    if (!flaws.contains(TAKES_DENIED_ORIGIN)) {
      rules.add(new Rule(h -> h.has("Origin") && !isAllowed(h), cors()));
    }
  }

  private Refusal cors() {
    return new Refusal(403, flaws.contains(GRANTS_BY_CORS) ? "Access-Control-Allow-Origin: *" : "");
  }

  private boolean isAllowed(Head head) {
    List<String> origins = head.values("Origin");
    String allowed = "http://" + head.value("Host");
    String last = origins.get(origins.size() - 1);
    return (origins.size() == 1 && last.equals(allowed))
        || (flaws.contains(TAKES_FIRST_ORIGIN) && origins.get(0).equals(allowed))
        || (flaws.contains(TAKES_LAST_ORIGIN) && last.equals(allowed))
        || (flaws.contains(TAKES_NULL_ORIGIN) && !last.contains(":"))
        || (flaws.contains(TAKES_ORIGIN_BY_PREFIX)
            && last.startsWith(allowed.replaceFirst(":[0-9]+$", "")))
        || (flaws.contains(TAKES_ORIGIN_BY_CONTENT) && last.contains(allowed));
  }

  private void offers() {
    unless(
        TAKES_MALFORMED_SUBPROTOCOLS,
        h -> h.has(PROTOCOL) && !isList(h.elements(PROTOCOL), TOKEN),
        Refusal.of(400));
    unless(
        TAKES_SUBPROTOCOL_TWICE,
        h -> h.elements(PROTOCOL).stream().distinct().count() < h.elements(PROTOCOL).size(),
        Refusal.of(400));
    unless(
        TAKES_MALFORMED_EXTENSIONS,
        h -> h.has(EXTENSIONS) && !isList(h.elements(EXTENSIONS), EXTENSION),
        Refusal.of(400));
  }

  private void whims() {
    where(WANTS_UPGRADE_IN_LOWER_CASE, h -> !h.text.contains("websocket\r\n"));
    where(WANTS_CONNECTION_IN_ONE_CASE, h -> !h.value("Connection").contains("Upgrade"));
    where(WANTS_CONNECTION_ALONE, h -> !h.value("Connection").equalsIgnoreCase("upgrade"));
    where(WANTS_UPGRADE_ALONE, h -> !h.value("Upgrade").equalsIgnoreCase("websocket"));
    where(WANTS_NO_EMPTY_ELEMENT, h -> any(h, ".*(,[ \t]*,|:[ \t]*,|,[ \t]*$).*"));
    where(
        WANTS_NO_SECOND_LINE,
        h -> h.lines.stream().map(l -> l.split(":", 2)[0]).distinct().count() < h.lines.size());
    where(WANTS_ONE_SPACE, h -> !all(h, "[^:]*: ([^ \t](.*[^ \t])?)?"));
    where(WANTS_NAMES_IN_ONE_CASE, h -> !h.text.contains("Sec-WebSocket-Key"));
    where(WANTS_KNOWN_FIELDS, h -> h.has("X-Parley") || h.has("Cookie") || h.has("X-Parley-1"));
    where(WANTS_FIELDS_IN_ORDER, h -> !first(h).regionMatches(true, 0, "host", 0, 4));
    where(WANTS_ORIGIN_FORM, h -> !h.target.startsWith("/"));
    where(WANTS_LOWER_SCHEME, h -> h.target.startsWith("HTTP:"));
    where(WANTS_HOST_TO_AGREE, h -> !h.value("Host").equalsIgnoreCase(authority));
    where(WANTS_NO_LENGTH, h -> h.has("Content-Length"));
    where(WANTS_NO_EXTENSION, h -> h.has(EXTENSIONS));
    where(WANTS_NO_ORIGIN, h -> h.has("Origin"));
    if (flaws.contains(WANTS_SHORT_TARGET)) {
      rules.add(0, new Rule(h -> h.target.length() > 4000, Refusal.of(414)));
    }
  }

  private static boolean isList(List<String> elements, String pattern) {
    return !elements.isEmpty() && elements.stream().allMatch(e -> e.matches(pattern));
  }

  private static String first(Head head) {
    return head.lines.isEmpty() ? "" : head.lines.get(0);
  }

  private static boolean isSpace(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }

  private static boolean any(Head head, String pattern) {
    return head.lines.stream().anyMatch(l -> l.matches("(?s)" + pattern));
  }

  private static boolean all(Head head, String pattern) {
    return head.lines.stream().allMatch(l -> l.matches("(?s)" + pattern));
  }
}
