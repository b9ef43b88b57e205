package io.parley.probe;

import io.parley.probe.transport.ConnectionState;
import io.parley.probe.transport.ProbeConnection;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Discovers the server's capabilities, so that a case that does not apply is skipped and not
 * failed.
 */
final class Discovery {
  private static final String GREETING = "parley probe";

  /** What any server can choose from, whatever it is asked over later. */
  private static final List<String> ANY = List.of("h2", "http/1.1");

  private final ProbeOptions options;
  private final Transport transport;
  private final Set<Capability> has = EnumSet.noneOf(Capability.class);

  private Discovery(ProbeOptions options, Transport transport) {
    this.options = options;
    this.transport = transport;
  }

  /**
   * Returns the transport by the first of the host's addresses that accepts a connection.
   *
   * @throws IOException if none does, with a message for people
   */
  static Transport locate(ProbeOptions options) throws IOException {
    ProbeTarget probeTarget = options.probeTarget();
    String failure = "";
    for (Transport transport :
        options.connector().to(probeTarget.host(), probeTarget.port(), probeTarget.secure())) {
      try (ProbeConnection probeConnection =
          ProbeConnection.open(transport.offering(ANY), options.timeout())) {
        if (probeConnection.ending() == ConnectionState.OPEN) {
          return transport;
        }
        failure = probeConnection.failure().isEmpty() ? failure : probeConnection.failure();
      }
    }
    throw new IOException(
        failure.isEmpty() ? unreachable(options) : probeTarget.authority() + ": " + failure);
  }

  private static String unreachable(ProbeOptions options) {
    return options
        .connector()
        .proxy()
        .map(proxy -> "nothing listens at the proxy " + proxy.authority())
        .orElse("nothing listens at " + options.probeTarget().authority());
  }

  static ServerFacts find(ProbeOptions options, Transport transport) throws IOException {
    return new Discovery(options, transport).find();
  }

  private ServerFacts find() throws IOException {
    ServerFacts plain = new ServerFacts(options, Set.of(), List.of());
    ProbeRequest probeRequest = plain.request("discovery");
    Exchange first = play(Script.of(probeRequest));
    if (first.connectionState() == ConnectionState.TLS_FAILED) {
      throw new IOException(options.probeTarget().authority() + ": " + first.failure());
    }
    if (first.answer().filter(ProbeResponse::upgrades).isEmpty()) {
      return plain;
    }
    has.add(Capability.UPGRADE);
    note(Capability.ECHO, echoes(probeRequest));
    note(Capability.DEFLATE, chooses(probeRequest, Extension.FIELD, "permessage-deflate"));
    boolean denial = !accepts(probeRequest.with("Origin", plain.deniedOrigin()));
    note(Capability.DENIAL, denial || !options.deniedOrigins().isEmpty());
    note(Capability.OTHER_PATHS, !accepts(probeRequest.to("/parley-probe-no-such-path/x/y/z")));
    note(Capability.HOST_NAME, options.probeTarget().host().matches(".*[g-zG-Z].*"));
    List<String> spoken = spoken(probeRequest);
    note(Capability.SUBPROTOCOL, !spoken.isEmpty());
    note(Capability.TWO_SUBPROTOCOLS, spoken.size() > 1);
    return new ServerFacts(options, has, spoken);
  }

  private List<String> spoken(ProbeRequest probeRequest) throws IOException {
    List<String> spoken = new ArrayList<>();
    for (String each : options.subprotocols()) {
      if (chooses(probeRequest, "Sec-WebSocket-Protocol", each)) {
        spoken.add(each);
      }
    }
    return spoken;
  }

  private void note(Capability capability, boolean there) {
    if (there) {
      has.add(capability);
    }
  }

  private boolean accepts(ProbeRequest probeRequest) throws IOException {
    return play(Script.of(probeRequest)).answer().filter(ProbeResponse::upgrades).isPresent();
  }

  private boolean chooses(ProbeRequest probeRequest, String field, String value)
      throws IOException {
    return play(Script.of(probeRequest.with(field, value)))
        .answer()
        .filter(ProbeResponse::upgrades)
        .filter(
            probeResponse ->
                probeResponse.values(field).stream().anyMatch(v -> v.startsWith(value)))
        .isPresent();
  }

  private boolean echoes(ProbeRequest probeRequest) throws IOException {
    Script script =
        Script.of(probeRequest).frames(Frame.text(GREETING), Frame.ping("")).ponged(1, 1);
    return play(script).frames().stream().anyMatch(f -> f.payload().equals(GREETING));
  }

  private Exchange play(Script script) throws IOException {
    return ScriptRunner.play(script, transport, options.timeout());
  }
}
