package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.ExpectHttp.closed;
import static io.parley.probe.ExpectHttp.closedAsSaid;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Tear-down. */
final class Rfc9112_9_6_TearDown {
  private Rfc9112_9_6_TearDown() {}

  static Section section() {
    return Section.of("rfc9112", "9.6", "Tear-down")
        .must(
            "ask for version 25",
            "close, if they say so",
            closing(r -> r.with("Sec-WebSocket-Version", "25")),
            closedAsSaid())
        .must(
            "leave out the key",
            "close, if they say so",
            closing(r -> r.without("Sec-WebSocket-Key")),
            closedAsSaid())
        .must(
            "leave out Upgrade",
            "close, if they say so",
            closing(r -> r.without("Upgrade")),
            closedAsSaid())
        .must(
            "send Connection: close",
            "close",
            (serverFacts, r) -> Script.of(r.with("Connection", "close")).closed(),
            notUpgraded().and(closed()));
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> closing(
      UnaryOperator<ProbeRequest> change) {
    return (serverFacts, r) -> Script.of(change.apply(r)).closedAsSaid();
  }
}
