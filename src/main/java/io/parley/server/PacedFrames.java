package io.parley.server;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/**
 * Delays the application's demand for the next frame until the peer may send it: {@link
 * PacedReads#demand}. Until then the engine reads nothing. It counts frames after inflation.
 * Internal to the server: no client offers it, and no response names it.
 */
public final class PacedFrames extends AbstractExtension implements DemandChain {
  /** The first character marks an extension that Jetty does not negotiate. */
  static final String NAME = "@paced-frames";

  /** Characters, the fewest that Jetty accepts. */
  private static final int LEAST_BUFFER = 28;

  // Both are null here: Jetty sets them before the first frame.
  private DemandChain engine;
  private Paced endPoint;

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public void setNextDemand(DemandChain nextDemand) {
    engine = nextDemand;
  }

  @Override
  public void demand() {
    endPoint().reads().demand(engine::demand);
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (frame.isControlFrame()) {
      endPoint().reads().allowance().chargeFrame(frame.getPayloadLength());
    } else {
      endPoint().reads().receives(frame.getPayloadLength(), frame.isFin());
      if (endPoint().reads().isOptimized()) {
        sizeText(frame.getPayloadLength());
      }
    }
    nextIncomingFrame(frame, callback);
  }

  @Override
  public void sendFrame(OutgoingEntry entry) {
    if (entry.getFrame().getOpCode() == OpCode.CLOSE) {
      endPoint().closes();
    }
    Callback sent = endPoint().engineSends(entry.getCallback());
    nextOutgoingFrame(
        sent == entry.getCallback()
            ? entry
            : new OutgoingEntry.Builder(entry).callback(sent).build());
  }

  /** Jetty allocates so many characters for a text message. Its read buffer already exists. */
  private void sizeText(int length) {
    getCoreSession().setInputBufferSize(Math.max(LEAST_BUFFER, length));
  }

  private Paced endPoint() {
    if (endPoint == null) {
      CoreSession session = getCoreSession();
      endPoint = (Paced) ((WebSocketCoreSession) session).getConnection().getEndPoint();
    }
    return endPoint;
  }
}
