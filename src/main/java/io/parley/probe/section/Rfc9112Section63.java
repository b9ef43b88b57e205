package io.parley.probe.section;

import static io.parley.probe.Expect.status;
import static io.parley.probe.ExpectHttp.framed;

import io.parley.probe.Facts;
import io.parley.probe.Need;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Message Body Length. */
final class Rfc9112Section63 {
  private Rfc9112Section63() {}

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
        .needing(Need.OTHER_PATHS)
        .must(
            "ask at a path that is not there",
            "tell where the refusal ends",
            framing(r -> r.to("/parley-probe-no-such-path/x/y/z")),
            framed())
        .needing(Need.DENIAL)
        .must(
            "send a denied origin",
            "tell where the refusal ends",
            (facts, r) -> framing(q -> q.with("Origin", facts.deniedOrigin())).apply(facts, r),
            framed());
  }

  private static BiFunction<Facts, Request, Script> framing(UnaryOperator<Request> change) {
    return (facts, r) -> Script.of(change.apply(r)).pause(Duration.ofMillis(200));
  }
}
