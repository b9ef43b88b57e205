package io.parley.guard;

import io.parley.journal.HandshakeRecord;
import java.lang.System.Logger.Level;

/** The lines about refusals: so few that a flood of them fills no disk. */
final class RefusalLog {
  private static final LimitedLog LOG = LimitedLog.of("io.parley.guard", 10, 100);

  private RefusalLog() {}

  /**
   * A line, or a count of those that were left out.
   *
   * @param path as it may be shown
   */
  static void note(HandshakeRecord handshakeRecord, String path) {
    LOG.log(
        Level.INFO,
        handshakeRecord.address(),
        () ->
            String.join(
                " ",
                "refused",
                handshakeRecord.id(),
                Integer.toString(handshakeRecord.recordedResponse().status()),
                handshakeRecord.outcome(),
                handshakeRecord.recordedRequest().method(),
                path,
                handshakeRecord.address()));
  }

  /** Tells how many were left out, since no more come. */
  static void end() {
    LOG.tell();
  }
}
