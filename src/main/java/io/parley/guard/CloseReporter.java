package io.parley.guard;

import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeListener;
import java.time.Duration;
import java.time.Instant;

/** Reports how a connection ended. It outlives the decision, which needs more memory. */
public final class CloseReporter {
  private final String id;
  private final HandshakeListener handshakeListener;

  public CloseReporter(String id, HandshakeListener handshakeListener) {
    this.id = id;
    this.handshakeListener = handshakeListener;
  }

  /**
   * Reports the end of the connection. Call it once.
   *
   * @param code the close code
   * @param lasted since the session opened
   * @param received messages
   * @param receivedBytes of the messages' content
   * @param sent messages
   * @param sentBytes of the messages' content
   */
  public void ended(
      int code, Duration lasted, long received, long receivedBytes, long sent, long sentBytes) {
    var traffic = new ConnectionEnd.Traffic(received, receivedBytes, sent, sentBytes);
    handshakeListener.ended(id, new ConnectionEnd(Instant.now(), code, lasted, traffic));
  }
}
