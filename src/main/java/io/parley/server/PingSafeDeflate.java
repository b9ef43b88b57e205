package io.parley.server;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.internal.PerMessageDeflateExtension;

/**
 * Jetty's permessage-deflate, which without context takeover forgets a message half read when a
 * ping comes between its fragments (RFC 6455 5.4 lets it come there).
 */
public final class PingSafeDeflate extends PerMessageDeflateExtension {
  private boolean control;

  @Override
  protected void nextIncomingFrame(Frame frame, Callback callback) {
    control = frame.isControlFrame();
    super.nextIncomingFrame(frame, callback);
  }

  @Override
  public void releaseInflater() {
    if (!control) {
      super.releaseInflater();
    }
  }

  /**
   * The last frame may have been a control frame, the close: now the inflater goes all the same.
   */
  @Override
  public void close() {
    control = false;
    super.close();
  }
}
