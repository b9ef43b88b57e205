package io.parley.server;

import java.util.Optional;

/** Decides opening handshakes ahead of the application's servlets and filters. */
interface HandshakeDecider {
  /** What becomes of a handshake. */
  sealed interface Decision {
    /** A connection that waits for its response, 101, to be sent. */
    record Upgrade(DirectUpgrade.Prepared prepared) implements Decision {}

    /** Another response. */
    record Refusal(RefusalHandler.Answer answer) implements Decision {}
  }

  /**
   * Decides; empty where the handshake is not plain, the application does not run, or it leaves the
   * request to its filters.
   */
  Optional<Decision> decide(RequestHead head, RecordingConnection connection);
}
