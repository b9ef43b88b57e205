package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.util.List;

/** Looks whether the connection stays open, and whether frames flow. */
final class PingStep {
  private PingStep() {}

  /**
   * Sends a ping.
   *
   * @param seen gets what came back
   */
  static void check(WebSocketLink link, List<String> seen) throws FailedStepException {
    switch (new MessageExchange(link, Compression.NONE).ping()) {
      case ENDED -> {
        CloseResult end = link.end().orElseThrow();
        throw new FailedStepException(closed(end, link), "closed at once " + end);
      }
      case SILENT -> seen.add("no pong: the server does not answer pings, as it must");
      default -> seen.add("pong");
    }
  }

  private static Diagnosis closed(CloseResult end, WebSocketLink link) {
    if (end.isAbnormal()) {
      return dropped(link);
    }
    String cause = "The application closes the connection at once " + end + ".";
    return switch (end.code()) {
      case 1001, 1011, 1012, 1013 ->
          Diagnosis.of(Party.APPLICATION, cause, "Read the server's log, and come back later.");
      case 1002, 1003, 1007, 1009 ->
          Diagnosis.of(
              Party.APPLICATION,
              cause,
              "Nothing but a ping was sent: update the server's library, and look for a proxy that"
                  + " changes what is sent.");
      default ->
          Diagnosis.of(
              Party.REQUEST,
              cause,
              "Give what the application asks for: a login (--cookie, --token-file), a subprotocol"
                  + " (--subprotocol), a parameter in the URL.",
              "Its reason is "
                  + (end.reason().isEmpty() ? "empty" : PrintableOctets.brief(end.reason()))
                  + "; its documentation says what the code means.");
    };
  }

  private static Diagnosis dropped(WebSocketLink link) {
    boolean proxy = ProxyKind.of(link.answer()).isPresent();
    return Diagnosis.of(
        proxy ? Party.PROXY : Party.APPLICATION,
        "The connection ends right after the 101, without a close frame.",
        "Read the server's log at this second: its handler of a new connection fails.",
        "If a proxy is between, look whether it keeps the connection after a 101, and passes on"
            + " frames.");
  }
}
