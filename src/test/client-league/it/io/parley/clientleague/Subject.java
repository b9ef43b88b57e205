package io.parley.clientleague;

import io.parley.probe.JudgedCase;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What a case is about, in words for a reader who does not know the sections of the standards. */
enum Subject {
  REQUEST("its request", "rfc6455/11\\.3\\.[15]/.*|rfc9112/3\\.2/.*|.*:answer (rightly|late)"),
  COMPRESSION("compression", "rfc7692/.*"),
  FRAMES("frames", "rfc6455/5.*"),
  ACCEPT(
      "Sec-WebSocket-Accept",
      "rfc6455/4\\.1/.*(accept value|hash |Sec-WebSocket-Accept|padding).*|rfc6455/11\\.3\\.3/.*"),
  EXTENSIONS("extensions", "rfc6455/9.*|rfc6455/4\\.1/\\d+:agree on.*"),
  SUBPROTOCOL("subprotocol", "rfc6455/11\\.3\\.4/.*|rfc6455/4\\.1/\\d+:choose.*"),
  UPGRADE("Upgrade and Connection", "rfc6455/4\\.1/\\d+:.*(Upgrade|Connection).*"),
  STATUS("status", "rfc6455/4\\.1/.*|rfc9110/15.*|rfc9112/4/.*|rfc9110/6\\.2/.*"),
  HTTP("HTTP fields", ".*");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A pattern does not change.
  private final Pattern cases;

  Subject(String title, String cases) {
    this.title = title;
    this.cases = Pattern.compile(cases);
  }

  String title() {
    return title;
  }

  /** The first whose pattern matches the address and what we do. */
  static Subject of(JudgedCase each) {
    String whole = each.address() + ":" + each.we();
    return Arrays.stream(values())
        .filter(subject -> subject.cases.matcher(whole).matches())
        .findFirst()
        .orElse(HTTP);
  }
}
