package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.request;

import io.parley.probe.CaseOutcome;
import io.parley.probe.PrintableOctets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The request itself: RFC 6455 4.1 lists what it must contain. */
final class RequestCases {
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String RIGHT = "answer rightly";
  private static final int KEY_SIZE = 16;
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String PARAMETER =
      "[ \\t]*;[ \\t]*" + TOKEN + "(?:[ \\t]*=[ \\t]*(?:" + TOKEN + "|\"" + TOKEN + "\"))?";
  private static final String OFFER = TOKEN + "(?:" + PARAMETER + ")*";

  /** Long enough that a client that does not wait has sent its message. */
  private static final Duration LATE = Duration.ofMillis(500);

  private RequestCases() {}

  static void add(ClientSection section) {
    line(section);
    fields(section);
    offers(section);
    section.must(
        "answer late",
        "wait for the answer before it sends a frame",
        dialog -> {
          dialog.pause(LATE);
          dialog.converse(dialog.right().octets());
        },
        new ClientExpectation(
            "sends nothing before the answer",
            seen -> ClientExpectation.when(!seen.isEarly(), seen, early(seen))));
  }

  private static String early(Observation seen) {
    return seen.isEarly() ? "octets came before the answer; " : "";
  }

  private static void line(ClientSection section) {
    must(
        section,
        "ask with GET",
        request("uses GET", r -> r.method().equals("GET"), RequestCases::lineOf));
    must(
        section,
        "ask with HTTP/1.1 or newer",
        request("uses HTTP/1.1", r -> r.version().equals("HTTP/1.1"), RequestCases::lineOf));
    must(
        section,
        "ask for the path of the URL",
        request(
            "asks for a path, or for an http or https URL",
            r -> r.target().matches("(/|https?://[^/]+/)[^#]*"),
            RequestCases::lineOf));
  }

  private static void fields(ClientSection section) {
    must(section, "name the host and its port", has("Host", RequestCases::isHost));
    must(section, "list websocket in Upgrade", has("Upgrade", r -> r.isUpgrade()));
    must(
        section,
        "list Upgrade in Connection",
        has("Connection", r -> r.lists("Connection", "upgrade")));
    must(section, "send a key of 16 octets in base64", has(KEY, r -> isKey(r.key())));
    must(
        section,
        "choose a new key for each connection",
        new ClientExpectation(
            "sends a key that it has not sent before",
            seen ->
                seen.history().keys().isEmpty()
                    ? CaseOutcome.skipped("there is no earlier connection to compare with")
                    : CaseOutcome.when(
                        !seen.history().keys().contains(seen.request().key()),
                        "the key was sent before: " + shown(seen.request(), KEY))));
    must(section, "ask for version 13", has(VERSION, r -> r.values(VERSION).equals(List.of("13"))));
    must(section, "send at most one Origin", has("Origin", r -> r.values("Origin").size() <= 1));
  }

  private static void offers(ClientSection section) {
    must(
        section,
        "offer only tokens as subprotocols, each once",
        has(ServerAnswer.SUBPROTOCOL, RequestCases::areSubprotocols));
    must(
        section,
        "follow the grammar in Sec-WebSocket-Extensions",
        has(
            ServerAnswer.EXTENSIONS,
            r -> r.elements(ServerAnswer.EXTENSIONS).stream().allMatch(e -> e.matches(OFFER))));
    section.should(
        RIGHT,
        "send no content with the request",
        RequestCases::converse,
        request(
            "has neither Content-Length nor Transfer-Encoding",
            r -> r.values("Transfer-Encoding").isEmpty() && isEmpty(r.values("Content-Length")),
            r -> shown(r, "Content-Length")));
  }

  /** Sec-WebSocket-Key. */
  static ClientSection key() {
    ClientSection section = ClientSection.of("rfc6455", "11.3.1", "Sec-WebSocket-Key");
    must(section, "send one key", has(KEY, r -> r.values(KEY).size() == 1));
    return section;
  }

  /** Sec-WebSocket-Version. */
  static ClientSection version() {
    ClientSection section = ClientSection.of("rfc6455", "11.3.5", "Sec-WebSocket-Version");
    must(section, "send one version", has(VERSION, r -> r.values(VERSION).size() == 1));
    return section;
  }

  /** Request Target and Host. */
  static ClientSection host() {
    ClientSection section = ClientSection.of("rfc9112", "3.2", "Request Target and Host");
    must(section, "send one Host", has("Host", r -> r.values("Host").size() == 1));
    return section;
  }

  private static void must(ClientSection section, String they, ClientExpectation expectation) {
    section.must(RIGHT, they, RequestCases::converse, expectation);
  }

  private static void converse(Dialog dialog) {
    dialog.converse(dialog.right().octets());
  }

  /** Requires something of a field, and shows it. */
  private static ClientExpectation has(String name, Predicate<OpeningRequest> right) {
    return request("has such a field in its request", right, r -> shown(r, name));
  }

  private static String lineOf(OpeningRequest request) {
    return "the request line is " + PrintableOctets.brief(request.octets().split("\r\n", 2)[0]);
  }

  private static String shown(OpeningRequest request, String name) {
    List<String> values = request.values(name);
    return values.isEmpty()
        ? name + " is absent"
        : name + " is " + PrintableOctets.brief(String.join(" and ", values));
  }

  private static boolean isHost(OpeningRequest request) {
    return request.values("Host").stream()
        .anyMatch(host -> host.matches("(\\[[0-9a-fA-F:.]+]|[^:/@ ]+):[0-9]+"));
  }

  private static boolean isKey(String key) {
    try {
      return key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_SIZE;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean areSubprotocols(OpeningRequest request) {
    List<String> all = request.subprotocols();
    Set<String> different = new HashSet<>(all);
    boolean sent = !request.values(ServerAnswer.SUBPROTOCOL).isEmpty();
    return different.size() == all.size()
        && all.isEmpty() != sent
        && all.stream().allMatch(each -> each.matches(TOKEN));
  }

  private static boolean isEmpty(List<String> lengths) {
    return lengths.isEmpty() || lengths.equals(List.of("0"));
  }
}
