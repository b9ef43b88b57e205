package io.parley.probe.section;

import static io.parley.probe.Expect.status;
import static io.parley.probe.ExpectHttp.framed;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Message Body Length. */
final class Rfc9112_6_3_MessageBodyLength {
  private Rfc9112_6_3_MessageBodyLength() {}

  static Section section() {
    return Section.of("rfc9112", "6.3", "Message Body Length")
        .must(
            "send a length of letters", "say 400", r -> r.and("Content-Length", "abc"), status(400))
        .must("send a negative length", "say 400", r -> r.and("Content-Length", "-1"), status(400))
        .must(
            "send two lengths",
            "say 400",
            r -> r.and("Content-Length", "3").and("Content-Length", "4"),
            status(400))
        .must(
            "ask for version 25",
            "tell where the refusal ends",
            framing(r -> r.with("Sec-WebSocket-Version", "25")),
            framed())
        .must(
            "leave out the key",
            "tell where the refusal ends",
            framing(r -> r.without("Sec-WebSocket-Key")),
            framed())
        .must(
            "send POST",
            "tell where the refusal ends",
            framing(r -> r.by("POST").and("Content-Length", "0")),
            framed())
        .must(
            "leave out Upgrade",
            "tell where the answer ends",
            framing(r -> r.without("Upgrade")),
            framed())
        .needing(Capability.OTHER_PATHS)
        .must(
            "ask at a path that is not there",
            "tell where the refusal ends",
            framing(r -> r.to("/parley-probe-no-such-path/x/y/z")),
            framed())
        .needing(Capability.DENIAL)
        .must(
            "send a denied origin",
            "tell where the refusal ends",
            (serverFacts, r) ->
                framing(q -> q.with("Origin", serverFacts.deniedOrigin())).apply(serverFacts, r),
            framed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> framing(
      UnaryOperator<ProbeRequest> change) {
    return (serverFacts, r) -> Script.of(change.apply(r)).pause(Duration.ofMillis(200));
  }
}
