package io.parley.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketExtension;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * The session of an annotated endpoint that has a method for each kind of message. So no other
 * handler can be added. It sends asynchronously only, because no callback may block.
 */
final class EndpointSession implements Session {
  private final CoreSession core;
  private final SessionOrigin origin;
  private final WebSocketContainer container;
  private final RemoteEndpoint.Async remote;

  EndpointSession(CoreSession core, SessionOrigin origin, WebSocketContainer container) {
    this.core = core;
    this.origin = origin;
    this.container = container;
    this.remote = new FrameSender((WebSocketCoreSession) core);
  }

  @Override
  public WebSocketContainer getContainer() {
    return container;
  }

  @Override
  public void addMessageHandler(MessageHandler handler) {
    throw handled();
  }

  @Override
  public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
    throw handled();
  }

  @Override
  public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
    throw handled();
  }

  private static IllegalStateException handled() {
    return new IllegalStateException("the endpoint has a method for each kind of message");
  }

  @Override
  public Set<MessageHandler> getMessageHandlers() {
    return Set.of();
  }

  @Override
  public void removeMessageHandler(MessageHandler handler) {
    throw handled();
  }

  @Override
  public String getProtocolVersion() {
    return core.getProtocolVersion();
  }

  @Override
  public String getNegotiatedSubprotocol() {
    String subprotocol = core.getNegotiatedSubProtocol();
    return subprotocol == null ? "" : subprotocol;
  }

  @Override
  public List<Extension> getNegotiatedExtensions() {
    return core.getNegotiatedExtensions().stream()
        .<Extension>map(JakartaWebSocketExtension::new)
        .toList();
  }

  @Override
  public boolean isSecure() {
    return core.isSecure();
  }

  @Override
  public boolean isOpen() {
    return core.isOutputOpen();
  }

  @Override
  public long getMaxIdleTimeout() {
    return core.getIdleTimeout().toMillis();
  }

  @Override
  public void setMaxIdleTimeout(long milliseconds) {
    core.setIdleTimeout(Duration.ofMillis(milliseconds));
  }

  @Override
  public void setMaxBinaryMessageBufferSize(int length) {
    core.setMaxBinaryMessageSize(length);
  }

  @Override
  public int getMaxBinaryMessageBufferSize() {
    return (int) Math.min(Integer.MAX_VALUE, core.getMaxBinaryMessageSize());
  }

  @Override
  public void setMaxTextMessageBufferSize(int length) {
    core.setMaxTextMessageSize(length);
  }

  @Override
  public int getMaxTextMessageBufferSize() {
    return (int) Math.min(Integer.MAX_VALUE, core.getMaxTextMessageSize());
  }

  @Override
  public RemoteEndpoint.Async getAsyncRemote() {
    return remote;
  }

  @Override
  public RemoteEndpoint.Basic getBasicRemote() {
    throw new UnsupportedOperationException("this session sends asynchronously only");
  }

  @Override
  public String getId() {
    return Long.toString(origin.number());
  }

  @Override
  public void close() {
    close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
  }

  @Override
  public void close(CloseReason reason) {
    core.close(reason.getCloseCode().getCode(), reason.getReasonPhrase(), Callback.NOOP);
  }

  @Override
  public URI getRequestURI() {
    return core.getRequestURI();
  }

  @Override
  public Map<String, List<String>> getRequestParameterMap() {
    return core.getParameterMap();
  }

  /** Null where there is none, as in the API. */
  @Override
  public String getQueryString() {
    return core.getRequestURI().getQuery();
  }

  @Override
  public Map<String, String> getPathParameters() {
    return origin.parameters();
  }

  @Override
  public Map<String, Object> getUserProperties() {
    return origin.properties();
  }

  /** Null where there is none, as in the API. */
  @Override
  public Principal getUserPrincipal() {
    return origin.principal().orElse(null);
  }

  /** This one only: no list of all is kept here. */
  @Override
  public Set<Session> getOpenSessions() {
    return isOpen() ? Set.of(this) : Set.of();
  }
}
