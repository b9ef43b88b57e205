package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** Field Line Parsing. */
final class Rfc9112_5_1_FieldLineParsing {
  private Rfc9112_5_1_FieldLineParsing() {}

  static Section section() {
    return Section.of("rfc9112", "5.1", "Field Line Parsing")
        .must("put a space before the colon of Upgrade", "say 400", spaced("Upgrade"), status(400))
        .must("put one before the colon of Host", "say 400", spaced("Host"), status(400))
        .must(
            "put one before the colon of the version",
            "say 400",
            spaced("Sec-WebSocket-Version"),
            status(400))
        .should("send a line without a colon", "refuse", r -> r.line("parley"), refused())
        .should("send a field without a name", "refuse", r -> r.line(": parley"), refused())
        .should("send a name with a bracket", "refuse", r -> r.line("X(Y): parley"), refused());
  }

  private static UnaryOperator<ProbeRequest> spaced(String name) {
    return r ->
        r.saying(r.lines().stream().map(line -> line.replace(name + ":", name + " :")).toList());
  }
}
