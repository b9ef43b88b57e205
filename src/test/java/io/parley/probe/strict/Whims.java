package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

/** What no server may refuse, but a flawed one does. */
final class Whims {
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  private final RuleList rules;

  Whims(RuleList rules) {
    this.rules = rules;
  }

  void add() {
    whims();
  }

  private void whims() {
    rules.where(WANTS_UPGRADE_IN_LOWER_CASE, h -> !h.text.contains("websocket\r\n"));
    rules.where(WANTS_CONNECTION_IN_ONE_CASE, h -> !h.value("Connection").contains("Upgrade"));
    rules.where(WANTS_CONNECTION_ALONE, h -> !h.value("Connection").equalsIgnoreCase("upgrade"));
    rules.where(WANTS_UPGRADE_ALONE, h -> !h.value("Upgrade").equalsIgnoreCase("websocket"));
    rules.where(WANTS_NO_EMPTY_ELEMENT, h -> any(h, ".*(,[ \t]*,|:[ \t]*,|,[ \t]*$).*"));
    rules.where(
        WANTS_NO_SECOND_LINE,
        h -> h.lines.stream().map(l -> l.split(":", 2)[0]).distinct().count() < h.lines.size());
    rules.where(WANTS_ONE_SPACE, h -> !all(h, "[^:]*: ([^ \t](.*[^ \t])?)?"));
    rules.where(WANTS_NAMES_IN_ONE_CASE, h -> !h.text.contains("Sec-WebSocket-Key"));
    rules.where(
        WANTS_KNOWN_FIELDS, h -> h.has("X-Parley") || h.has("Cookie") || h.has("X-Parley-1"));
    rules.where(WANTS_FIELDS_IN_ORDER, h -> !first(h).regionMatches(true, 0, "host", 0, 4));
    rules.where(WANTS_ORIGIN_FORM, h -> !h.target.startsWith("/"));
    rules.where(WANTS_LOWER_SCHEME, h -> h.target.startsWith("HTTP"));
    rules.where(WANTS_HOST_TO_AGREE, h -> !h.value("Host").equalsIgnoreCase(rules.authority()));
    rules.where(WANTS_NO_LENGTH, h -> h.has("Content-Length"));
    rules.where(WANTS_NO_EXTENSION, h -> h.has(EXTENSIONS));
    rules.where(WANTS_NO_ORIGIN, h -> h.has("Origin"));
    if (rules.has(WANTS_SHORT_TARGET)) {
      rules.first(h -> h.target.length() > 4000, Refusal.of(414));
    }
  }

  private static String first(Head head) {
    return head.lines.isEmpty() ? "" : head.lines.get(0);
  }

  private static boolean any(Head head, String pattern) {
    return head.lines.stream().anyMatch(l -> l.matches("(?s)" + pattern));
  }

  private static boolean all(Head head, String pattern) {
    return head.lines.stream().allMatch(l -> l.matches("(?s)" + pattern));
  }
}
