package io.parley.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  private final ProbeOptions options;
  private final InetSocketAddress server;
  private final Set<Capability> has = EnumSet.noneOf(Capability.class);

  private Discovery(ProbeOptions options, InetSocketAddress server) {
    this.options = options;
    this.server = server;
  }

  /**
   * Returns the first of the host's addresses that accepts a connection.
   *
   * @throws IOException if none does, with a message for people
   */
  static InetSocketAddress locate(ProbeOptions options) throws IOException {
    ProbeTarget probeTarget = options.probeTarget();
    for (InetAddress address : InetAddress.getAllByName(probeTarget.host())) {
      InetSocketAddress server = new InetSocketAddress(address, probeTarget.port());
      try (ProbeConnection probeConnection = ProbeConnection.open(server, options.timeout())) {
        if (probeConnection.ending() == ConnectionState.OPEN) {
          return server;
        }
      }
    }
    throw new IOException("nothing listens at " + probeTarget.authority());
  }

  static ServerFacts find(ProbeOptions options, InetSocketAddress server) throws IOException {
    return new Discovery(options, server).find();
  }

  private ServerFacts find() throws IOException {
    ServerFacts plain = new ServerFacts(options, Set.of(), List.of());
    ProbeRequest probeRequest = plain.request("discovery");
    if (!accepts(probeRequest)) {
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
    return ScriptRunner.play(script, server, options.timeout());
  }
}
