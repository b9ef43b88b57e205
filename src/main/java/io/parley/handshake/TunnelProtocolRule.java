package io.parley.handshake;

import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;
import java.util.Optional;

/** Row 7 over HTTP/2: {@code :protocol} is websocket, where the server tells it. */
final class TunnelProtocolRule extends RequestRule {
  TunnelProtocolRule() {
    super("protocol");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    ClientHandshake clientHandshake = handshake.clientHandshake();
    Optional<String> known = clientHandshake.tunnelProtocol();
    return clientHandshake.isOverHttp2() && clientHandshake.method().equals("CONNECT")
        ? known.stream().map(this::judge).toList()
        : List.of();
  }

  private Finding judge(String protocol) {
    String shown = FieldValues.shown(FieldNames.TUNNEL_PROTOCOL, protocol);
    if (protocol.equals(FieldNames.WEBSOCKET)) {
      return passed(Clause.CONNECT_PROTOCOL, shown, "The protocol is websocket.");
    }
    String detail =
        protocol.isEmpty()
            ? "There was no :protocol."
            : ":protocol was \"" + SafeText.of(shown) + "\" instead of websocket.";
    return refused(ProblemCode.TUNNEL_PROTOCOL_UNSUPPORTED, SafeText.of(shown), detail);
  }
}
