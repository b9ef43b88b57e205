package io.parley.probe.http2;

import static io.parley.probe.ServerFacts.UNKNOWN_SUBPROTOCOL;
import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ExpectStream.absent;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.field;
import static io.parley.probe.http2.ExpectStream.names;
import static io.parley.probe.http2.ExpectStream.onlyNames;
import static io.parley.probe.http2.ExpectStream.refused;
import static io.parley.probe.http2.ExpectStream.stream;

import io.parley.probe.Capability;
import io.parley.probe.Expectation;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Bootstrapping the WebSocket Protocol. */
final class Rfc8441_5_BootstrappingWebSockets {
  private static final String VERSION = "sec-websocket-version";
  private static final String PROTOCOL = "sec-websocket-protocol";
  private static final String EXTENSIONS = "sec-websocket-extensions";
  private static final String DEFLATE = "permessage-deflate";

  private Rfc8441_5_BootstrappingWebSockets() {}

  static Section section() {
    Section section =
        Section.of("rfc8441", "5", "Bootstrapping the WebSocket Protocol")
            .exploredBy(TunnelExplorer.OF_TUNNELS);
    key(section);
    version(section);
    offers(section);
    choices(section);
    origins(section);
    compression(section);
    TunnelCases.addTo(section);
    return section;
  }

  private static void key(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must("send a Sec-WebSocket-Key", "not use it", asking(r -> key(r)), accepted())
        .should("open a WebSocket", "send no Sec-WebSocket-Accept", asking(r -> r), noAccept())
        .should(
            "send a Sec-WebSocket-Key",
            "send no Sec-WebSocket-Accept",
            asking(r -> key(r)),
            noAccept());
  }

  private static void version(Section section) {
    section
        .must("leave out the version", "refuse", asking(r -> r.without(VERSION)), refused())
        .best(
            "leave out the version",
            "name the versions they speak",
            asking(r -> r.without(VERSION)),
            refused().and(names(VERSION, "13")))
        .must("ask for version 25", "refuse", version("25"), refused())
        .must(
            "ask for version 25",
            "name the versions they speak",
            version("25"),
            refused().and(names(VERSION, "13")))
        .must(
            "ask for version 25",
            "not say 426, which needs the Upgrade that HTTP/2 does not have",
            version("25"),
            stream(
                1,
                "has another status than 426",
                of -> of.head().isPresent() && !hasStatus(of, 426)))
        .must("ask for version 013", "refuse", version("013"), refused())
        .must("ask for version 13, 8", "refuse", version("13, 8"), refused())
        .must("send the version twice", "refuse", asking(r -> r.and(VERSION, "13")), refused());
  }

  private static void offers(Section section) {
    section
        .must("offer no subprotocol", "choose none", asking(r -> r), none(PROTOCOL))
        .must(
            "offer a subprotocol that nobody speaks",
            "not choose it",
            asking(r -> r.with(PROTOCOL, UNKNOWN_SUBPROTOCOL)),
            absent(PROTOCOL))
        .must(
            "offer a subprotocol with a space",
            "refuse",
            asking(r -> r.with(PROTOCOL, "so ap")),
            refused())
        .must("offer no extension", "choose none", asking(r -> r), none(EXTENSIONS))
        .must(
            "offer an extension that nobody has",
            "not choose it",
            asking(r -> r.with(EXTENSIONS, "x-parley-unknown")),
            none(EXTENSIONS))
        .must(
            "offer an extension with a space",
            "refuse",
            asking(r -> r.with(EXTENSIONS, "permessage deflate")),
            refused());
  }

  private static void choices(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.SUBPROTOCOL)
        .should(
            "offer a subprotocol that they speak",
            "choose it",
            (facts, none) ->
                ConnectionScript.begin(facts)
                    .open(1, r -> r.with(PROTOCOL, facts.subprotocol()))
                    .script(),
            new Expectation(
                "names the offered subprotocol alone",
                (exchange, facts) -> onlyNames(PROTOCOL, facts.subprotocol()).of(exchange, facts)))
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.TWO_SUBPROTOCOLS)
        .best(
            "offer two that they speak",
            "choose our first",
            (facts, none) ->
                ConnectionScript.begin(facts)
                    .open(
                        1,
                        r ->
                            r.with(PROTOCOL, facts.otherSubprotocol() + ", " + facts.subprotocol()))
                    .script(),
            new Expectation(
                "names our first subprotocol alone",
                (exchange, facts) ->
                    onlyNames(PROTOCOL, facts.otherSubprotocol()).of(exchange, facts)));
  }

  private static void origins(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.DENIAL)
        .must(
            "come from a foreign origin",
            "refuse",
            (facts, none) ->
                ConnectionScript.begin(facts)
                    .open(1, r -> r.with("origin", facts.deniedOrigin()))
                    .script(),
            refused())
        .must(
            "come from their own origin",
            "accept",
            (facts, none) ->
                ConnectionScript.begin(facts)
                    .open(1, r -> r.with("origin", facts.origin()))
                    .script(),
            accepted());
  }

  private static void compression(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.DEFLATE)
        .should(
            "offer permessage-deflate",
            "agree",
            asking(r -> r.with(EXTENSIONS, DEFLATE)),
            field(
                EXTENSIONS,
                "names permessage-deflate alone",
                values -> values.size() == 1 && values.get(0).startsWith(DEFLATE)));
  }

  private static StreamRequest key(StreamRequest plain) {
    return plain.and("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> version(String value) {
    return asking(r -> r.with(VERSION, value));
  }

  private static Expectation noAccept() {
    return accepted().and(absent("sec-websocket-accept"));
  }

  private static Expectation none(String name) {
    return accepted().and(absent(name));
  }

  private static boolean hasStatus(ServerStream of, int status) {
    return of.head().filter(head -> head.status() == status).isPresent();
  }
}
