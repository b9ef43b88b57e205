package io.parley.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds out what the server has, so that a case that does not apply is skipped and not failed. */
final class Discovery {
  private static final String GREETING = "parley probe";

  private final ProbeOptions options;
  private final InetSocketAddress server;
  private final Set<Need> has = EnumSet.noneOf(Need.class);

  private Discovery(ProbeOptions options, InetSocketAddress server) {
    this.options = options;
    this.server = server;
  }

  /**
   * The first of the host's addresses that can be connected to.
   *
   * @throws IOException if none can, with a message for people
   */
  static InetSocketAddress locate(ProbeOptions options) throws IOException {
    Target target = options.target();
    for (InetAddress address : InetAddress.getAllByName(target.host())) {
      InetSocketAddress server = new InetSocketAddress(address, target.port());
      try (Wire wire = Wire.open(server, options.timeout())) {
        if (wire.ending() == Ending.OPEN) {
          return server;
        }
      }
    }
    throw new IOException("nothing listens at " + target.authority());
  }

  static Facts find(ProbeOptions options, InetSocketAddress server) throws IOException {
    return new Discovery(options, server).find();
  }

  private Facts find() throws IOException {
    Facts plain = new Facts(options, Set.of(), List.of());
    Request request = plain.request("discovery");
    if (!accepts(request)) {
      return plain;
    }
    has.add(Need.UPGRADE);
    note(Need.ECHO, echoes(request));
    note(Need.DEFLATE, chooses(request, Extension.FIELD, "permessage-deflate"));
    boolean denial = !accepts(request.with("Origin", plain.deniedOrigin()));
    note(Need.DENIAL, denial || !options.deniedOrigins().isEmpty());
    note(Need.OTHER_PATHS, !accepts(request.to("/parley-probe-no-such-path/x/y/z")));
    note(Need.HOST_NAME, options.target().host().matches(".*[g-zG-Z].*"));
    List<String> spoken = spoken(request);
    note(Need.SUBPROTOCOL, !spoken.isEmpty());
    note(Need.TWO_SUBPROTOCOLS, spoken.size() > 1);
    return new Facts(options, has, spoken);
  }

  private List<String> spoken(Request request) throws IOException {
    List<String> spoken = new ArrayList<>();
    for (String each : options.subprotocols()) {
      if (chooses(request, "Sec-WebSocket-Protocol", each)) {
        spoken.add(each);
      }
    }
    return spoken;
  }

  private void note(Need need, boolean there) {
    if (there) {
      has.add(need);
    }
  }

  private boolean accepts(Request request) throws IOException {
    return play(Script.of(request)).answer().filter(Answer::upgrades).isPresent();
  }

  private boolean chooses(Request request, String field, String value) throws IOException {
    return play(Script.of(request.with(field, value)))
        .answer()
        .filter(Answer::upgrades)
        .filter(answer -> answer.values(field).stream().anyMatch(v -> v.startsWith(value)))
        .isPresent();
  }

  private boolean echoes(Request request) throws IOException {
    Script script = Script.of(request).frames(Frame.text(GREETING), Frame.ping("")).ponged(1, 1);
    return play(script).frames().stream().anyMatch(f -> f.payload().equals(GREETING));
  }

  private Exchange play(Script script) throws IOException {
    return Stage.play(script, server, options.timeout());
  }
}
