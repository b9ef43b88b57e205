package io.parley.doctor;

import java.util.List;

/** Something that is no HTTP server listens at the port. */
final class ForeignProtocol {
  private ForeignProtocol() {}

  static Diagnosis diagnosis(int port) {
    String cause = "What listens at port " + port + " does not speak HTTP: it is another program.";
    return new Diagnosis(
        Party.REQUEST,
        cause,
        List.of(
            "Put the WebSocket server's port into the URL.",
            "See what listens there:",
            "  ss -ltnp"));
  }
}
