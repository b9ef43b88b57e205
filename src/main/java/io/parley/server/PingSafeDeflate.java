package io.parley.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.internal.PerMessageDeflateExtension;

/**
 * Jetty's permessage-deflate with three corrections. Without context takeover, Jetty loses a
 * half-read message when a ping comes between its fragments (RFC 6455 5.4 allows the ping). It
 * omits {@code server_max_window_bits} from its response, which has to name an agreed one (RFC 7692
 * 7.1.2.1); the value is that of every deflater, 15. After a message that ends in a final block
 * (RFC 7692 7.2.3.5 allows it), it would read every later message as empty.
 */
public final class PingSafeDeflate extends PerMessageDeflateExtension {
  private static final String WINDOW = "server_max_window_bits";

  private boolean control;
  private Optional<Inflater> inflater = Optional.empty();
  private String window = "";

  @Override
  public void init(ExtensionConfig config, WebSocketComponents components) {
    super.init(config, components);
    window = config.getParameter(WINDOW, "");
  }

  /** The configuration as the response shows it. */
  @Override
  public ExtensionConfig getConfig() {
    ExtensionConfig negotiated = super.getConfig();
    if (window.isEmpty()) {
      return negotiated;
    }
    Map<String, String> parameters = new HashMap<>(negotiated.getParameters());
    parameters.put(WINDOW, window);
    return new ExtensionConfig(negotiated.getName(), parameters);
  }

  @Override
  protected void nextIncomingFrame(Frame frame, Callback callback) {
    control = frame.isControlFrame();
    if (frame.isFin() && inflater.filter(Inflater::finished).isPresent()) {
      releaseInflater();
    }
    super.nextIncomingFrame(frame, callback);
  }

  @Override
  public Inflater getInflater() {
    Inflater used = super.getInflater();
    inflater = Optional.of(used);
    return used;
  }

  @Override
  public void releaseInflater() {
    if (!control) {
      inflater = Optional.empty();
      super.releaseInflater();
    }
  }

  /** Releases the inflater even where the last frame was a control frame, the close. */
  @Override
  public void close() {
    control = false;
    super.close();
  }
}
