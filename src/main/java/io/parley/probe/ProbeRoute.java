package io.parley.probe;

import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A route to a server: direct, or through a proxy. */
final class ProbeRoute {
  private final ProbeOptions options;
  private final Transport transport;
  private final ProbeRequest plain;

  private ProbeRoute(ProbeOptions options, Transport transport) {
    this.options = options;
    this.transport = transport;
    plain = new ServerFacts(options, Set.of(), List.of()).request("proxy");
  }

  static ProbeRoute to(ProbeTarget probeTarget, ProbeOptions options) throws IOException {
    ProbeOptions there = options.at(probeTarget);
    return new ProbeRoute(there, Discovery.locate(there));
  }

  /** Sends the plain handshake with a change, and returns the response. */
  Optional<ProbeResponse> ask(UnaryOperator<ProbeRequest> change) throws IOException {
    return play(Script.of(change.apply(plain))).answer();
  }

  /** Whether the server answers a ping. */
  boolean pings() throws IOException {
    Script script = Script.of(plain).frames(Frame.ping("parley")).ponged(1);
    return play(script).frames().stream().anyMatch(frame -> frame.is(Frame.PONG));
  }

  String origin() {
    return options.probeTarget().origin();
  }

  private Exchange play(Script script) throws IOException {
    return ScriptRunner.play(script, transport, options.timeout());
  }
}
