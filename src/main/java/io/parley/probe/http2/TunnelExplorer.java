package io.parley.probe.http2;

import io.parley.probe.Capability;
import io.parley.probe.Explorer;
import io.parley.probe.Frame;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ScriptRunner;
import io.parley.probe.ServerFacts;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Discovers what a server can do over HTTP/2. */
final class TunnelExplorer {
  static final Explorer OF_TUNNELS =
      (options, transport) -> new TunnelExplorer(options, transport).find();

  /** A path that no server serves. */
  static final String OTHER_PATH = "/parley-probe-no-such-path/x/y/z";

  private static final String GREETING = "parley probe";

  private final ServerFacts plain;
  private final Transport transport;
  private final Set<Capability> has = EnumSet.noneOf(Capability.class);

  private TunnelExplorer(ProbeOptions options, Transport transport) {
    plain = new ServerFacts(options, Set.of(), List.of());
    this.transport = transport;
  }

  private ServerFacts find() throws IOException {
    ServerFrames answer = ask(UnaryOperator.identity());
    note(Capability.HTTP_2, answer.isHttp2());
    if (!answer.stream(1).isAccepted()) {
      return new ServerFacts(plain.options(), has, List.of());
    }
    has.add(Capability.EXTENDED_CONNECT);
    note(Capability.ECHO, echoes());
    note(Capability.DEFLATE, chooses("sec-websocket-extensions", "permessage-deflate"));
    boolean denial = !accepts(request -> request.with("origin", plain.deniedOrigin()));
    note(Capability.DENIAL, denial || !plain.options().deniedOrigins().isEmpty());
    note(Capability.OTHER_PATHS, !accepts(request -> request.with(":path", OTHER_PATH)));
    List<String> spoken = spoken();
    note(Capability.SUBPROTOCOL, !spoken.isEmpty());
    note(Capability.TWO_SUBPROTOCOLS, spoken.size() > 1);
    return new ServerFacts(plain.options(), has, spoken);
  }

  private List<String> spoken() throws IOException {
    List<String> spoken = new ArrayList<>();
    for (String each : plain.options().subprotocols()) {
      if (chooses("sec-websocket-protocol", each)) {
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

  private boolean accepts(UnaryOperator<StreamRequest> change) throws IOException {
    return ask(change).stream(1).isAccepted();
  }

  private boolean chooses(String field, String value) throws IOException {
    ServerStream stream = ask(request -> request.with(field, value)).stream(1);
    return stream.isAccepted()
        && stream.head().stream()
            .flatMap(head -> head.values(field).stream())
            .anyMatch(chosen -> chosen.startsWith(value));
  }

  private boolean echoes() throws IOException {
    ConnectionScript connectionScript =
        ConnectionScript.begin(plain)
            .open(1, UnaryOperator.identity())
            .frames(1, Frame.text(GREETING), Frame.ping(""))
            .ponged(1, 1)
            .mark();
    return play(connectionScript).stream(1).frames().stream()
        .anyMatch(frame -> frame.payload().equals(GREETING));
  }

  private ServerFrames ask(UnaryOperator<StreamRequest> change) throws IOException {
    return play(ConnectionScript.begin(plain).open(1, change));
  }

  private ServerFrames play(ConnectionScript connectionScript) throws IOException {
    return ServerFrames.read(
        ScriptRunner.play(connectionScript.script(), transport, plain.options().timeout())
            .received());
  }
}
