package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeResponse;
import java.util.List;

/** Compares the subprotocol of the 101 with what was offered. */
final class SubprotocolStep {
  private SubprotocolStep() {}

  /** Returns what was agreed on; throws where a browser closes the connection. */
  static String check(ProbeResponse response, List<String> offered) throws FailedStepException {
    List<String> chosen = response.values(Server.PROTOCOL);
    String shown = PrintableOctets.brief(String.join(", ", chosen));
    if (chosen.isEmpty() && !offered.isEmpty()) {
      throw new FailedStepException(none(offered), "offered " + said(offered) + ", none chosen");
    }
    if (!chosen.isEmpty() && (chosen.size() > 1 || !offered.contains(chosen.get(0)))) {
      throw new FailedStepException(
          foreign(offered, shown), "offered " + said(offered) + ", chosen " + shown);
    }
    return chosen.isEmpty() ? "none offered, none chosen" : shown + " of " + said(offered);
  }

  private static String said(List<String> offered) {
    return offered.isEmpty() ? "none" : PrintableOctets.brief(String.join(", ", offered));
  }

  /** A handshake that is accepted without its subprotocols. */
  static Diagnosis refused(List<String> offered) {
    return Diagnosis.of(
        Party.REQUEST,
        "The server speaks none of the subprotocols that are offered: " + said(offered) + ".",
        offer());
  }

  private static Diagnosis none(List<String> offered) {
    return Diagnosis.of(
        Party.REQUEST,
        "The server chose none of the subprotocols that are offered ("
            + said(offered)
            + "): a browser closes the connection.",
        offer(),
        "If the server does speak one of them, a proxy takes Sec-WebSocket-Protocol out. nginx:",
        "  proxy_set_header Sec-WebSocket-Protocol $http_sec_websocket_protocol;");
  }

  private static String offer() {
    return "Offer a subprotocol that the endpoint speaks, or none: new WebSocket(url) without a second"
        + " argument.";
  }

  private static Diagnosis foreign(List<String> offered, String chosen) {
    return Diagnosis.of(
        Party.APPLICATION,
        "The server chose the subprotocol "
            + chosen
            + ", which was not offered ("
            + said(offered)
            + "): a client has to drop the connection.",
        "Let the server choose one of those that are offered, in the same letters, or none.",
        "Or offer what it speaks: new WebSocket(url, \"" + chosen + "\").");
  }
}
