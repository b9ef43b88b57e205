package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectHttp.closed;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;

/** Handling Incomplete Messages. */
final class Rfc9112_8_HandlingIncompleteMessages {
  private static final int MANY = 20;

  private Rfc9112_8_HandlingIncompleteMessages() {}

  static Section section() {
    return Section.of("rfc9112", "8", "Handling Incomplete Messages")
        .best(
            "send half a request, leave, and ask anew",
            "accept",
            Rfc9112_8_HandlingIncompleteMessages::halfThenGood,
            upgraded())
        .best(
            "send half a request and close our half",
            "end it",
            Rfc9112_8_HandlingIncompleteMessages::halfClosed,
            closed())
        .best(
            "wait in the middle of a request",
            "wait with us",
            Rfc9112_8_HandlingIncompleteMessages::slow,
            upgraded())
        .best(
            "connect and leave, then ask",
            "accept",
            Rfc9112_8_HandlingIncompleteMessages::silentThenGood,
            upgraded())
        .best(
            "send 20 bad handshakes before a good one",
            "accept that",
            Rfc9112_8_HandlingIncompleteMessages::manyBad,
            upgraded())
        .best(
            "leave 20 handshakes right after asking",
            "accept the next",
            Rfc9112_8_HandlingIncompleteMessages::manyLeft,
            upgraded())
        .best(
            "send an endless line, leave, and ask anew",
            "accept",
            Rfc9112_8_HandlingIncompleteMessages::endless,
            upgraded());
  }

  private static String half(ProbeRequest plain) {
    return plain.octets().substring(0, plain.octets().length() / 2);
  }

  private static Script halfThenGood(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.about(plain).send(half(plain)).anew().send(plain.octets()).answered();
  }

  private static Script halfClosed(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.about(plain).send(half(plain)).finish().closed();
  }

  private static Script slow(ServerFacts serverFacts, ProbeRequest plain) {
    String half = half(plain);
    return Script.about(plain)
        .send(half)
        .pause(Duration.ofSeconds(1))
        .send(plain.octets().substring(half.length()))
        .answered();
  }

  private static Script silentThenGood(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.about(plain).anew().send(plain.octets()).answered();
  }

  private static Script manyBad(ServerFacts serverFacts, ProbeRequest plain) {
    Script script = Script.about(plain);
    for (int i = 0; i < MANY; i++) {
      script = script.send(plain.with("Sec-WebSocket-Version", "25").octets()).answered().anew();
    }
    return script.send(plain.octets()).answered();
  }

  private static Script manyLeft(ServerFacts serverFacts, ProbeRequest plain) {
    Script script = Script.about(plain);
    for (int i = 0; i < MANY; i++) {
      script = script.send(plain.octets()).anew();
    }
    return script.send(plain.octets()).answered();
  }

  private static Script endless(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.about(plain)
        .send("GET /" + "x".repeat(1024 * 1024))
        .anew()
        .send(plain.octets())
        .answered();
  }
}
