package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;

import io.parley.probe.CaseOutcome;
import io.parley.probe.Expectation;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;

/** Request Line. */
final class Rfc9112_3_RequestLine {
  private Rfc9112_3_RequestLine() {}

  static Section section() {
    return Section.of("rfc9112", "3", "Request Line")
        .should(
            "send a request line that is none",
            "say 400",
            (serverFacts, r) ->
                Script.about(r).send(r.octets().replaceFirst(" .*\r\n", "\r\n")).answered(),
            status(400))
        .should("put a space into the path", "say 400", r -> r.to(r.resource() + " b"), refused())
        .should(
            "ask for a path of 8000 octets",
            "read it",
            Rfc9112_3_RequestLine::longPath,
            notTooLong())
        .must(
            "ask for a path of 100 KiB",
            "say 4xx",
            r -> r.to("/" + "x".repeat(100 * 1024)),
            refused())
        .best(
            "ask for a path of 100 KiB",
            "say 414",
            r -> r.to("/" + "x".repeat(100 * 1024)),
            status(414))
        .should("put a NUL into the path", "refuse", r -> r.to(r.resource() + "\0"), refused())
        .must("ask for *", "not upgrade", r -> r.to("*"), notUpgraded());
  }

  private static ProbeRequest longPath(ProbeRequest plain) {
    String mark = plain.resource().contains("?") ? "&" : "?";
    String path = plain.resource() + mark;
    return plain.to(path + "x".repeat(8000 - "GET  HTTP/1.1".length() - path.length()));
  }

  private static Expectation notTooLong() {
    return Expectation.answer(
        "does not say that it is too long, and is no server error",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.status() != 414
                    && probeResponse.status() != 431
                    && probeResponse.status() < 500,
                "the answer is " + probeResponse.shown()));
  }
}
