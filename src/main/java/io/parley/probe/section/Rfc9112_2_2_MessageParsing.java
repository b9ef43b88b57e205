package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.refusedOrHungUp;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectHttp.closed;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;

/** Message Parsing. */
final class Rfc9112_2_2_MessageParsing {
  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final String TLS_GREETING =
      "\u0016\u0003\u0001\u0000/\u0001\u0000\u0000+\u0003\u0003"
          + "p".repeat(32)
          + "\0\0\u0002\u0013\u0001\u0001\0\0\0";
  private static final String HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";

  private Rfc9112_2_2_MessageParsing() {}

  static Section section() {
    return octets(pieces(Section.of("rfc9112", "2.2", "Message Parsing")));
  }

  private static Section pieces(Section section) {
    return section
        .must(
            "send one octet at a time",
            "put them together",
            Rfc9112_2_2_MessageParsing::drip,
            upgraded())
        .must(
            "send one line at a time, slowly",
            "put them together",
            Rfc9112_2_2_MessageParsing::lineByLine,
            upgraded())
        .must(
            "cut between the last CR and LF",
            "put them together",
            Rfc9112_2_2_MessageParsing::cutEnd,
            upgraded())
        .should(
            "send an empty line before the request",
            "ignore it",
            (serverFacts, r) -> Script.about(r).send("\r\n" + r.octets()).answered(),
            upgraded())
        .must(
            "end the lines with LF alone",
            "accept, or refuse",
            (serverFacts, r) -> Script.about(r).send(r.octets().replace("\r\n", "\n")).answered(),
            upgraded().or(refusedOrHungUp()));
  }

  private static Section octets(Section section) {
    return section
        .must(
            "put a CR into the version",
            "refuse",
            r -> r.with("Sec-WebSocket-Version", "1\r3"),
            refused())
        .must(
            "put a space before the first field",
            "refuse, or drop it",
            r -> r.without("Sec-WebSocket-Version").opening(" Sec-WebSocket-Version: 13"),
            refused())
        .best(
            "send a TLS greeting",
            "end it, or refuse",
            (serverFacts, r) ->
                Script.about(r).send(TLS_GREETING).pause(A_MOMENT).finish().closed(),
            closed())
        .best(
            "send the preface of HTTP/2",
            "not upgrade",
            (serverFacts, r) -> Script.about(r).send(HTTP_2).pause(A_MOMENT).finish().closed(),
            closed())
        .must(
            "send a bad handshake and a good one behind it",
            "refuse the first",
            Rfc9112_2_2_MessageParsing::pipelined,
            refused());
  }

  private static Script drip(ServerFacts serverFacts, ProbeRequest plain) {
    String octets = plain.octets();
    Script script = Script.about(plain).send(octets.substring(0, 1)).pause(A_MOMENT);
    for (char octet : octets.substring(1).toCharArray()) {
      script = script.send(String.valueOf(octet));
    }
    return script.answered();
  }

  private static Script lineByLine(ServerFacts serverFacts, ProbeRequest plain) {
    Script script = Script.about(plain);
    for (String line : plain.octets().split("(?<=\n)", -1)) {
      script = script.send(line).pause(Duration.ofMillis(30));
    }
    return script.answered();
  }

  private static Script cutEnd(ServerFacts serverFacts, ProbeRequest plain) {
    String octets = plain.octets();
    int last = octets.length() - 1;
    return Script.about(plain)
        .send(octets.substring(0, last))
        .pause(A_MOMENT)
        .send(octets.substring(last))
        .answered();
  }

  private static Script pipelined(ServerFacts serverFacts, ProbeRequest plain) {
    ProbeRequest bad = plain.with("Sec-WebSocket-Version", "25");
    return Script.about(plain).send(bad.octets() + plain.octets()).answered();
  }
}
