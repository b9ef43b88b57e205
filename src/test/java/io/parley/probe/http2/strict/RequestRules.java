package io.parley.probe.http2.strict;

import static io.parley.probe.http2.strict.TunnelFlaw.*;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What makes a request malformed, and what makes a handshake refused. */
final class RequestRules {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final List<String> PSEUDO =
      List.of(":method", ":scheme", ":path", ":authority", ":protocol");
  private static final Map<String, TunnelFlaw> CONNECTION_FIELDS =
      Map.of(
          "upgrade", TAKES_UPGRADE,
          "connection", TAKES_CONNECTION,
          "transfer-encoding", TAKES_TRANSFER_ENCODING,
          "keep-alive", TAKES_KEEP_ALIVE,
          "proxy-connection", TAKES_PROXY_CONNECTION);

  private final Request request;
  private final Set<TunnelFlaw> flaws;

  RequestRules(Request request, Set<TunnelFlaw> flaws) {
    this.request = request;
    this.flaws = flaws;
  }

  private boolean breaks(TunnelFlaw flaw, boolean broken) {
    return broken && !flaws.contains(flaw);
  }

  boolean isMalformed() {
    return badNames() || badValues() || badPseudoFields() || badConnect();
  }

  private boolean badNames() {
    boolean upper = request.names().anyMatch(n -> !n.equals(n.toLowerCase(java.util.Locale.ROOT)));
    return breaks(TAKES_UPPER_CASE, upper)
        || breaks(TAKES_SPACE_IN_NAMES, request.names().anyMatch(n -> n.contains(" ")))
        || CONNECTION_FIELDS.entrySet().stream()
            .anyMatch(each -> breaks(each.getValue(), request.has(each.getKey())))
        || breaks(TAKES_ANY_TE, request.has("te") && !request.first("te").equals("trailers"));
  }

  private boolean badValues() {
    return breaks(TAKES_NUL, hasValue("(?s).*\0.*"))
        || breaks(TAKES_LINE_BREAKS, hasValue("(?s).*[\r\n].*"))
        || breaks(TAKES_OUTER_SPACE, hasValue("(?s)[ \t].*|.*[ \t]"));
  }

  private boolean hasValue(String pattern) {
    return request.fields().stream().anyMatch(f -> f.value().matches(pattern));
  }

  private boolean badPseudoFields() {
    List<String> names = request.names().filter(n -> n.startsWith(":")).toList();
    boolean unknown = names.stream().anyMatch(n -> !PSEUDO.contains(n) && !n.equals(":status"));
    boolean late = request.names().skip(names.size()).anyMatch(n -> n.startsWith(":"));
    return breaks(TAKES_UNKNOWN_PSEUDO_FIELDS, unknown)
        || breaks(TAKES_STATUS, names.contains(":status"))
        || breaks(TAKES_PSEUDO_FIELDS_TWICE, Set.copyOf(names).size() < names.size())
        || breaks(TAKES_LATE_PSEUDO_FIELDS, late);
  }

  private boolean badConnect() {
    boolean connect = request.first(":method").equals("CONNECT");
    boolean extended = request.has(":protocol");
    boolean target = request.has(":scheme") || request.has(":path");
    return breaks(TAKES_GET_WITH_PROTOCOL, extended && !connect)
        || breaks(TAKES_NO_SCHEME, extended && !request.has(":scheme"))
        || breaks(TAKES_NO_PATH, extended && !request.has(":path"))
        || breaks(TAKES_EMPTY_PATH, request.values(":path").contains(""))
        || breaks(TAKES_CONNECT_WITHOUT_PROTOCOL, connect && !extended && target);
  }

  /** The status of a refusal; empty if the handshake is accepted. */
  Optional<Integer> refusal(String origin) {
    if (flaws.contains(ACCEPTS_NOTHING)
        || (flaws.contains(REFUSES_TE) && request.has("te"))
        || (flaws.contains(WANTS_NO_KEY) && request.has("sec-websocket-key"))
        || (flaws.contains(WANTS_NO_ORIGIN) && request.has("origin"))) {
      return Optional.of(400);
    }
    if (flaws.contains(BREAKS_ON_HTTP2_SETTINGS) && request.has("http2-settings")) {
      return Optional.of(500);
    }
    return target().or(this::version).or(() -> origin(origin)).or(this::offers);
  }

  private Optional<Integer> target() {
    boolean extended = request.has(":protocol");
    String protocol = request.first(":protocol");
    String path = request.first(":path");
    if (breaks(TAKES_PLAIN_CONNECT, !extended && !request.has(":path"))) {
      return Optional.of(405);
    }
    if (breaks(TAKES_EMPTY_PROTOCOL, extended && protocol.isEmpty())
        || breaks(TAKES_ANY_PROTOCOL, !protocol.isEmpty() && !protocol.equals("websocket"))) {
      return Optional.of(flaws.contains(SAYS_400_FOR_PROTOCOLS) ? 400 : 501);
    }
    if (breaks(TAKES_NO_AUTHORITY, !request.has(":authority"))) {
      return Optional.of(400);
    }
    return when(
        breaks(TAKES_ANY_PATH, !path.isEmpty() && !path.equals("/echo") && !path.equals("/")),
        flaws.contains(SAYS_400_FOR_PATHS) ? 400 : 404);
  }

  private Optional<Integer> version() {
    List<String> versions = request.values("sec-websocket-version");
    String first = request.first("sec-websocket-version");
    boolean wrong =
        breaks(TAKES_NO_VERSION, versions.isEmpty())
            || breaks(TAKES_OTHER_VERSION, first.equals("25"))
            || breaks(TAKES_MALFORMED_VERSION, first.equals("013"))
            || breaks(TAKES_VERSION_LIST, first.contains(","))
            || breaks(TAKES_TWO_VERSIONS, versions.size() > 1);
    return when(wrong, flaws.contains(SAYS_426) ? 426 : 400);
  }

  private Optional<Integer> origin(String own) {
    boolean foreign = request.has("origin") && !request.first("origin").equals(own);
    return when(breaks(TAKES_ANY_ORIGIN, foreign), 403);
  }

  private Optional<Integer> offers() {
    String list = TOKEN + "(, *" + TOKEN + ")*";
    boolean protocols =
        request.has("sec-websocket-protocol")
            && !request.first("sec-websocket-protocol").matches(list);
    boolean extensions =
        request.has("sec-websocket-extensions")
            && !request.first("sec-websocket-extensions").matches(list);
    return when(
        breaks(TAKES_MALFORMED_SUBPROTOCOLS, protocols)
            || breaks(TAKES_MALFORMED_EXTENSIONS, extensions),
        400);
  }

  private static Optional<Integer> when(boolean wrong, int status) {
    return wrong ? Optional.of(status) : Optional.empty();
  }
}
