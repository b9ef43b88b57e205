package io.parley.probe.client.strict;

import static io.parley.probe.client.strict.ClientFlaw.*;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a client takes an answer for a right 101. */
final class AnswerRules {
  private static final List<String> KNOWN =
      List.of(
          "upgrade",
          "connection",
          "sec-websocket-accept",
          "sec-websocket-protocol",
          "sec-websocket-extensions");

  private final Set<ClientFlaw> flaws;
  private final RequestHead request;
  private final AnswerHead head;

  AnswerRules(Set<ClientFlaw> flaws, RequestHead request, AnswerHead head) {
    this.flaws = flaws;
    this.request = request;
    this.head = head;
  }

  boolean accept() {
    return status()
        && (!head.isMalformed() || flaws.contains(TAKES_ANY_STATUS))
        && upgrade()
        && connection()
        && acceptValue()
        && subprotocol()
        && extension()
        && !isUnwanted();
  }

  private boolean status() {
    String digits = flaws.contains(TAKES_HTTP_1_0) ? "[0-9]" : "[1-9]";
    return flaws.contains(TAKES_ANY_STATUS)
        || head.statusLine().matches("HTTP/1\\." + digits + " 101( .*)?");
  }

  private boolean upgrade() {
    boolean right =
        head.values("Upgrade").size() == 1
            && head.values("Upgrade").get(0).equalsIgnoreCase("websocket");
    return right
        || flaws.contains(TAKES_ANY_UPGRADE)
        || flaws.contains(TAKES_NEITHER_UPGRADE_NOR_CONNECTION);
  }

  private boolean connection() {
    return head.lists("Connection", "upgrade")
        || flaws.contains(TAKES_ANY_CONNECTION)
        || flaws.contains(TAKES_NEITHER_UPGRADE_NOR_CONNECTION);
  }

  private boolean acceptValue() {
    List<String> all = head.values("Sec-WebSocket-Accept");
    if (flaws.contains(TAKES_ANY_ACCEPT) || flaws.contains(TAKES_ANY_STATUS)) {
      return true;
    }
    String right = request.accept();
    boolean first = flaws.contains(TAKES_FIRST_ACCEPT) && all.get(0).equals(right);
    boolean last = flaws.contains(TAKES_LAST_ACCEPT) && all.get(all.size() - 1).equals(right);
    return first || last || all.equals(List.of(right));
  }

  private boolean subprotocol() {
    List<String> all = head.values("Sec-WebSocket-Protocol");
    if (flaws.contains(TAKES_ANY_SUBPROTOCOL)) {
      return true;
    }
    boolean offered = request.subprotocols().containsAll(all);
    boolean once = all.size() <= 1 || flaws.contains(TAKES_TWO_SUBPROTOCOLS);
    boolean missing = flaws.contains(WANTS_SUBPROTOCOL) && all.isEmpty();
    boolean late = flaws.contains(WANTS_FIRST_SUBPROTOCOL) && all.contains("wamp");
    return offered && once && !missing && !late;
  }

  private boolean extension() {
    if (!head.has("Sec-WebSocket-Extensions") || flaws.contains(TAKES_ANY_EXTENSION)) {
      return true;
    }
    String value = String.join(",", head.values("Sec-WebSocket-Extensions"));
    String bits = "=([89]|1[0-5])";
    String window = flaws.contains(OFFERS_NO_WINDOW) ? "" : "|client_max_window_bits" + bits;
    String parameter =
        "(server_no_context_takeover|client_no_context_takeover|server_max_window_bits"
            + bits
            + window
            + ")";
    boolean right = value.matches("permessage-deflate(; " + parameter + ")*");
    List<String> parts = List.of(value.split("; |=", -1));
    boolean twice =
        new HashSet<>(parts).size() < parts.size() && !value.matches(".*=([0-9]+);.*=\\1");
    boolean server = flaws.contains(WANTS_NO_SERVER_PARAMETER) && value.contains("server_");
    boolean client = flaws.contains(WANTS_NO_CLIENT_PARAMETER) && value.contains("client_");
    return right && !twice && !flaws.contains(OFFERS_NO_DEFLATE) && !server && !client;
  }

  /** What a client that wants too much refuses. */
  private boolean isUnwanted() {
    String octets = head.octets();
    return wants(WANTS_UPGRADE_IN_LOWER_CASE, head.values("Upgrade").contains("websocket"))
        || wants(WANTS_CONNECTION_AS_USUAL, head.values("Connection").equals(List.of("Upgrade")))
        || wants(WANTS_NAMES_AS_USUAL, octets.contains("\r\nUpgrade:"))
        || wants(WANTS_KNOWN_FIELDS, head.lines().stream().allMatch(AnswerRules::isKnown))
        || wants(WANTS_USUAL_ORDER, octets.matches("(?s)[^\n]*\nUpgrade:[^\n]*\nConnection:.*"))
        || wants(
            WANTS_ONE_SPACE, octets.contains("e: websocket\r") && octets.matches("(?s).*[=]\r\n.*"))
        || wants(WANTS_ASCII, octets.chars().allMatch(c -> c < 0x7f))
        || wants(WANTS_SMALL_HEAD, octets.length() < 2000)
        || wants(WANTS_FEW_FIELDS, head.lines().size() < 30)
        || wants(WANTS_NO_FOLDING, !octets.matches("(?s).*\n[ \t].*"))
        || wants(WANTS_NO_LENGTH, !head.has("Content-Length") && !head.has("Transfer-Encoding"))
        || wants(WANTS_HTTP_1_1, head.statusLine().startsWith("HTTP/1.1 "))
        || wants(WANTS_USUAL_REASON, head.statusLine().endsWith(" 101 Switching Protocols"));
  }

  private static boolean isKnown(String line) {
    return KNOWN.contains(line.split(":", 2)[0].toLowerCase(java.util.Locale.ROOT));
  }

  private boolean wants(ClientFlaw flaw, boolean holds) {
    return flaws.contains(flaw) && !holds;
  }
}
