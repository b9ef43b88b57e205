package io.parley.guard;

import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeListener;
import java.time.Duration;
import java.time.Instant;

/** Where a connection's end is told. It outlives the decision, which is large. */
public final class CloseReporter {
  private final String id;
  private final HandshakeListener handshakeListener;

  CloseReporter(String id, HandshakeListener handshakeListener) {
    this.id = id;
    this.handshakeListener = handshakeListener;
  }

  /**
   * Said once, when the connection is over.
   *
   * @param code of the close
   * @param lasted from the session's opening
   * @param received messages
   * @param sent messages
   */
  public void ended(int code, Duration lasted, long received, long sent) {
    handshakeListener.ended(id, new ConnectionEnd(Instant.now(), code, lasted, received, sent));
  }
}
