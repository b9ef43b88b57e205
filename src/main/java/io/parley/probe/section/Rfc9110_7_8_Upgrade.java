package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectFrames.ponged;

import io.parley.probe.CaseOutcome;
import io.parley.probe.Expectation;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Upgrade. */
final class Rfc9110_7_8_Upgrade {
  private Rfc9110_7_8_Upgrade() {}

  static Section section() {
    return content(lists(Section.of("rfc9110", "7.8", "Upgrade")));
  }

  private static Section lists(Section section) {
    return section
        .best(
            "list websocket behind another protocol",
            "choose it",
            r -> r.with("Upgrade", "foo, websocket"),
            upgraded())
        .best(
            "list websocket before another protocol",
            "choose it",
            r -> r.with("Upgrade", "websocket, foo/2"),
            upgraded())
        .must(
            "ask for h2c and nothing else",
            "not speak WebSocket",
            r -> r.with("Upgrade", "h2c"),
            notWebSocket())
        .best(
            "ask for websocket/13",
            "not take it for websocket",
            r -> r.with("Upgrade", "websocket/13"),
            notUpgraded())
        .must(
            "send it as HTTP/1.0, with all fields",
            "ignore Upgrade",
            r -> r.as("HTTP/1.0").with("Connection", "keep-alive, Upgrade"),
            notUpgraded())
        .best(
            "list close before Upgrade in Connection, as a proxy in use does",
            "upgrade",
            r -> r.with("Connection", "close, Upgrade"),
            upgraded());
  }

  private static Section content(Section section) {
    return section
        .must(
            "send content of 6 octets",
            "refuse, or not take it for frames",
            content("Content-Length: 6", "parley"),
            eitherWay())
        .must(
            "send content in chunks",
            "refuse, or not take it for frames",
            content("Transfer-Encoding: chunked", "6\r\nparley\r\n0\r\n\r\n"),
            eitherWay())
        .best(
            "send content of 6 octets", "refuse", content("Content-Length: 6", "parley"), refused())
        .best(
            "send content in chunks",
            "refuse",
            content("Transfer-Encoding: chunked", "6\r\nparley\r\n0\r\n\r\n"),
            refused())
        .best("send Content-Length: 0", "accept", r -> r.and("Content-Length", "0"), upgraded());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> content(String field, String body) {
    return (serverFacts, r) ->
        Script.of(r.line(field).carrying(body)).frames(Frame.ping("behind")).ponged(1);
  }

  private static Expectation notWebSocket() {
    return Expectation.answer(
        "is no 101 that speaks WebSocket",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                !(probeResponse.upgrades() && probeResponse.lists("Upgrade", "websocket")),
                "the answer is " + probeResponse.shown()));
  }

  private static Expectation eitherWay() {
    return refused().or(upgraded().and(ponged("behind")));
  }
}
