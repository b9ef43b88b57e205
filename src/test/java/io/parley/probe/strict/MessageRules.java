package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.util.EnumSet;
import java.util.Set;

/** What any HTTP server refuses. */
final class MessageRules {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final int MAX_TARGET = 16 * 1024;
  private static final int MAX_HEAD = 32 * 1024;

  private static final Set<Flaw> TAKES_BODIES =
      EnumSet.of(
          TAKES_A_BODY,
          TAKES_A_BODY_FOR_FRAMES,
          TAKES_ANY_LENGTH,
          TAKES_TWO_LENGTHS,
          TAKES_LENGTH_AND_CHUNKS);

  private final RuleList rules;

  MessageRules(RuleList rules) {
    this.rules = rules;
  }

  void add() {
    fragile();
    message();
    host();
    body();
    handshake();
  }

  private void message() {
    rules.always(h -> h.target.length() > MAX_TARGET, large(414));
    rules.always(h -> h.text.length() > MAX_HEAD, large(431));
    rules.unless(TAKES_ANY_REQUEST_LINE, h -> !isRequestLine(h), Refusal.of(400));
    rules.unless(TAKES_ANY_HTTP_VERSION, h -> !h.version.startsWith("HTTP/1."), Refusal.of(505));
    rules.unless(TAKES_LEADING_SPACE, h -> isSpace(first(h)), Refusal.of(400));
    rules.always(h -> h.lines.stream().anyMatch(MessageRules::isSpace), Refusal.of(400));
    rules.unless(
        TAKES_CONTROL_OCTETS, h -> h.text.matches("(?s).*[\0\r](?!\n).*"), Refusal.of(400));
    rules.unless(TAKES_SPACE_BEFORE_COLON, h -> any(h, "[^:]*[ \t]:.*"), Refusal.of(400));
    rules.unless(TAKES_ANY_FIELD_NAME, h -> !all(h, TOKEN + "[ \t]*:.*"), Refusal.of(400));
  }

  private void fragile() {
    rules.breaks(BREAKS_ON_LARGE_HEADS, h -> h.text.length() - h.target.length() > 4000);
    rules.breaks(BREAKS_BEYOND_ASCII, h -> !h.text.matches("[\0-\u007f]*"));
    rules.breaks(BREAKS_ON_NEWER_HTTP, h -> h.version.equals("HTTP/1.2"));
  }

  private Refusal large(int status) {
    return Refusal.of(
        rules.has(SAYS_500_WHEN_LARGE)
            ? 500
            : rules.has(SAYS_431_WHEN_LARGE)
                ? 431
                : rules.has(SAYS_NOTHING_WHEN_LARGE) ? 0 : status);
  }

  private boolean isRequestLine(Head head) {
    String version = rules.has(TAKES_ANY_HTTP_VERSION) ? "\\S+" : "HTTP/[0-9]\\.[0-9]";
    return head.requestLine().matches(TOKEN + " [!-~\u0080-\u00ff]+ " + version);
  }

  private void host() {
    rules.unless(TAKES_NO_HOST, h -> !h.has("Host"), Refusal.of(400));
    rules.unless(TAKES_SECOND_HOST, h -> h.values("Host").size() > 1, Refusal.of(400));
    rules.unless(
        TAKES_ANY_HOST,
        h -> h.values("Host").stream().anyMatch(v -> !v.matches("[A-Za-z0-9.-]*(:[0-9]+)?")),
        Refusal.of(400));
    rules.where(WANTS_LOWER_HOST, h -> !h.value("Host").equals(rules.authority()));
  }

  private void body() {
    rules.unless(
        TAKES_TWO_LENGTHS,
        h -> h.values("Content-Length").stream().distinct().count() > 1,
        Refusal.of(400));
    rules.unless(
        TAKES_ANY_LENGTH,
        h -> h.values("Content-Length").stream().anyMatch(v -> !v.matches("[0-9]+")),
        Refusal.of(400));
    rules.unless(
        TAKES_LENGTH_AND_CHUNKS,
        h -> h.has("Content-Length") && h.has("Transfer-Encoding"),
        Refusal.of(400));
    rules.unless(
        TAKES_ANY_CODING,
        h -> h.has("Transfer-Encoding") && !h.lists("Transfer-Encoding", "chunked"),
        Refusal.of(501));
  }

  private void handshake() {
    rules.unless(TAKES_ANY_TARGET, h -> h.target.equals("*"), Refusal.of(400));
    rules.unless(TAKES_ANY_METHOD, h -> !isGet(h), new Refusal(405, "Allow: GET"));
    rules.unless(TAKES_ANY_PATH, h -> !path(h).matches(paths()), Refusal.of(404));
    rules.unless(TAKES_HTTP_1_0, h -> h.version.equals("HTTP/1.0"), Refusal.of(400));
    if (rules.hasNone(TAKES_BODIES)) {
      rules.always(
          h ->
              (h.has("Content-Length") && !h.value("Content-Length").matches("0(, 0)*"))
                  || (h.has("Transfer-Encoding") && h.lists("Transfer-Encoding", "chunked")),
          Refusal.of(400));
    }
  }

  private boolean isGet(Head head) {
    return rules.has(TAKES_METHOD_IN_ANY_CASE)
        ? head.method.equalsIgnoreCase("GET")
        : head.method.equals("GET");
  }

  private String paths() {
    return rules.has(TAKES_ANY_REQUEST_LINE) ? "/echo([? ].*)?|\\*" : "/echo(\\?.*)?|\\*";
  }

  private static String path(Head head) {
    return head.target.replaceFirst("(?i)^https?://[^/]*", "");
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
