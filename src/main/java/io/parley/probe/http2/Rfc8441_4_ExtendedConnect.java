package io.parley.probe.http2;

import static io.parley.probe.ServerFacts.UNKNOWN_SUBPROTOCOL;
import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.malformed;
import static io.parley.probe.http2.ExpectStream.refused;
import static io.parley.probe.http2.ExpectStream.refusedOrReset;
import static io.parley.probe.http2.ExpectStream.status;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.Expectation;
import io.parley.probe.Frame;
import io.parley.probe.Section;

/** The Extended CONNECT Method. */
final class Rfc8441_4_ExtendedConnect {
  private Rfc8441_4_ExtendedConnect() {}

  static Section section() {
    Section section =
        Section.of("rfc8441", "4", "The Extended CONNECT Method")
            .exploredBy(TunnelExplorer.OF_TUNNELS);
    protocol(section);
    pseudoFields(section);
    streams(section);
    paths(section);
    return section;
  }

  private static void protocol(Section section) {
    section
        .needingOnly(Capability.HTTP_2)
        .must("open a WebSocket", "accept", asking(r -> r), accepted())
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "ask for a protocol that nobody speaks",
            "refuse",
            asking(r -> r.with(":protocol", UNKNOWN_SUBPROTOCOL)),
            refusedOrReset())
        .best(
            "ask for a protocol that nobody speaks",
            "say 501, as RFC 9220 3 has it",
            asking(r -> r.with(":protocol", UNKNOWN_SUBPROTOCOL)),
            status(1, 501))
        .must(
            "ask for a protocol of no letters",
            "refuse",
            asking(r -> r.with(":protocol", "")),
            refusedOrReset())
        .must(
            "send :protocol with GET",
            "treat it as malformed",
            asking(r -> r.with(":method", "GET")),
            malformed());
  }

  private static void pseudoFields(Section section) {
    section
        .must(
            "leave out :scheme",
            "treat it as malformed",
            asking(r -> r.without(":scheme")),
            malformed())
        .must(
            "leave out :path",
            "treat it as malformed",
            asking(r -> r.without(":path")),
            malformed())
        .must(
            "send an empty :path",
            "treat it as malformed",
            asking(r -> r.with(":path", "")),
            malformed())
        .must(
            "send :protocol twice",
            "treat it as malformed",
            asking(r -> r.opening(":protocol", "websocket")),
            malformed())
        .must(
            "send :protocol behind the other fields",
            "treat it as malformed",
            asking(r -> r.without(":protocol").and(":protocol", "websocket")),
            malformed())
        .should(
            "leave out :authority",
            "refuse",
            asking(r -> r.without(":authority")),
            refusedOrReset());
  }

  private static void streams(Section section) {
    section
        .must(
            "open two WebSockets on one connection",
            "serve both",
            socket(
                c ->
                    c.open(3, r -> r)
                        .frames(1, Frame.ping("a"))
                        .frames(3, Frame.ping("b"))
                        .ponged(1, 1)
                        .ponged(3, 1)),
            ponged(1, "a").and(ponged(3, "b")))
        .must(
            "get the path plainly beside an open WebSocket",
            "answer, and go on with the WebSocket",
            socket(c -> c.get(3).frames(1, Frame.ping("a")).ponged(1, 1)),
            answered().and(ponged("a")));
  }

  private static void paths(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.OTHER_PATHS)
        .must(
            "ask for a path that nobody serves",
            "refuse",
            asking(r -> r.with(":path", TunnelExplorer.OTHER_PATH)),
            refused())
        .best(
            "ask for a path that nobody serves",
            "say 404",
            asking(r -> r.with(":path", TunnelExplorer.OTHER_PATH)),
            status(1, 404));
  }

  private static Expectation answered() {
    return ExpectStream.stream(3, "has a final status on stream 3", of -> of.head().isPresent());
  }
}
