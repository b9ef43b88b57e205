package io.parley.guard;

import io.parley.journal.HandshakeRecord;
import java.lang.System.Logger.Level;

/** Logs refusals at a limited rate, so that a flood of them cannot fill a disk. */
final class RefusalLog {
  private static final LimitedLog LOG = LimitedLog.of("io.parley.guard", 10, 100);

  private RefusalLog() {}

  /**
   * Writes a line, or counts it as left out.
   *
   * @param path safe to show
   */
  static void write(HandshakeRecord handshakeRecord, String path) {
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

  /** Writes how many lines were left out, since no more will follow. */
  static void writeOmitted() {
    LOG.logOmitted();
  }
}
