package io.parley.probe.section;

import static io.parley.probe.Expect.accept;
import static io.parley.probe.Expect.connectionField;
import static io.parley.probe.Expect.offeredExtensions;
import static io.parley.probe.Expect.offeredSubprotocol;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.switching;
import static io.parley.probe.Expect.upgradeField;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectFrames.ponged;
import static io.parley.probe.ExpectHttp.firstLine;
import static io.parley.probe.ExpectHttp.wellFormed;

import io.parley.probe.Capability;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.UnaryOperator;

/** Sending the Server's Opening Handshake. */
final class Rfc6455_4_2_2_SendingTheOpeningHandshake {
  private static final String SAMPLE_KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String NOWHERE = "/parley-probe-no-such-path/x/y/z";

  private Rfc6455_4_2_2_SendingTheOpeningHandshake() {}

  static Section section() {
    return Section.of("rfc6455", "4.2.2", "Sending the Server's Opening Handshake")
        .needingNothing()
        .must("ask plainly", "accept with 101", r -> r, switching())
        .needing()
        .must("ask plainly", "say Upgrade: websocket", r -> r, upgradeField())
        .must("ask plainly", "say Connection: Upgrade", r -> r, connectionField())
        .must("ask plainly", "prove that they read the key", r -> r, accept())
        .must("send the key of the standard's example", "prove it", key(SAMPLE_KEY), accept())
        .must("send a key of zeroes", "prove it", key("AAAAAAAAAAAAAAAAAAAAAA=="), accept())
        .must("send a key with + and /", "prove it", key("+/+/+/+/+/+/+/+/+/+/+w=="), accept())
        .must(
            "put white space around the key", "leave it out", padded("Sec-WebSocket-Key"), accept())
        .must("ask plainly", "answer in HTTP/1.1", r -> r, firstLine())
        .must("ask plainly", "send well-formed fields", r -> r, wellFormed())
        .must("offer no subprotocol", "choose none", r -> r, offeredSubprotocol())
        .must("offer no extension", "use none", r -> r, offeredExtensions())
        .must(
            "ping",
            "speak the protocol at once",
            Rfc6455_4_2_2_SendingTheOpeningHandshake::pinging,
            upgraded().and(ponged("parley")))
        .needing(Capability.OTHER_PATHS)
        .must("ask at a path that is not there", "refuse", r -> r.to(NOWHERE), refused())
        .best("ask at a path that is not there", "say 404", r -> r.to(NOWHERE), status(404))
        .needing(Capability.DENIAL)
        .must(
            "send a denied origin",
            "refuse",
            Rfc6455_4_2_2_SendingTheOpeningHandshake::denied,
            refused());
  }

  private static UnaryOperator<ProbeRequest> key(String value) {
    return r -> r.with("Sec-WebSocket-Key", value);
  }

  private static UnaryOperator<ProbeRequest> padded(String name) {
    return r -> r.with(name, " \t " + r.values(name).get(0) + " \t ");
  }

  private static Script pinging(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(plain).frames(Frame.ping("parley")).ponged(1);
  }

  private static Script denied(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(plain.with("Origin", serverFacts.deniedOrigin()));
  }
}
