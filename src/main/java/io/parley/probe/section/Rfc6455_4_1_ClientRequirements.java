package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectFrames.ponged;

import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Client Requirements. */
final class Rfc6455_4_1_ClientRequirements {
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private Rfc6455_4_1_ClientRequirements() {}

  static Section section() {
    return Section.of("rfc6455", "4.1", "Client Requirements")
        .best(
            "send a ping right behind the request",
            "not lose it",
            early(""),
            upgraded().and(ponged("early")))
        .best(
            "cut that ping in two", "not lose it", early("early"), upgraded().and(ponged("early")))
        .best("name a subprotocol twice", "refuse", protocols("parley-a, parley-a"), refused())
        .best(
            "name the same subprotocol in two lines",
            "refuse",
            Rfc6455_4_1_ClientRequirements::twoLines,
            refused());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> early(String cut) {
    return (serverFacts, r) -> {
      String octets = r.octets() + Frame.ping("early").octets();
      int at = octets.length() - cut.length();
      Script script = Script.about(r).send(octets.substring(0, at));
      return (cut.isEmpty() ? script : script.pause(A_MOMENT).send(octets.substring(at)))
          .answered()
          .ponged(1);
    };
  }

  private static UnaryOperator<ProbeRequest> protocols(String value) {
    return r -> r.with("Sec-WebSocket-Protocol", value);
  }

  private static ProbeRequest twoLines(ProbeRequest plain) {
    return plain
        .with("Sec-WebSocket-Protocol", "parley-a")
        .and("Sec-WebSocket-Protocol", "parley-a");
  }
}
