package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * Upgrades a connection as the application has decided: {@link BridgeAttributes#HANDSHAKES}. It has
 * the effect of Jetty's own upgrade, which would read and choose all once more.
 *
 * @param scope runs the callbacks of the application
 * @param customizer sets the application's limits
 * @param uris of the sessions
 */
record DirectUpgrade(
    WebSocketComponents components,
    Consumer<Runnable> scope,
    EndpointHandlers handlers,
    Configuration.Customizer customizer,
    RequestUris uris) {
  private static final HttpField UPGRADE_WEBSOCKET =
      new PreEncodedHttpField(HttpHeader.UPGRADE, "websocket");
  private static final HttpField CONNECTION_UPGRADE =
      new PreEncodedHttpField(HttpHeader.CONNECTION, "Upgrade");

  /** Shared by all connections, because Jetty does not change them. */
  private static final List<ExtensionConfig> INTERNAL =
      UpgradeMappings.INTERNAL.stream().map(ExtensionConfig::new).toList();

  /**
   * An upgrade that was not sent yet.
   *
   * @param connection the one behind the response
   * @param fields of the response
   */
  record Prepared(WebSocketConnection connection, List<HttpField> fields) {}

  /**
   * @param accepted the decision
   * @param head plain
   */
  Prepared prepare(Map<String, Object> accepted, RequestHead head, RecordingConnection connection) {
    ExtensionStack extensions = extensions(accepted);
    WebSocketCoreSession session =
        session(accepted, head, connection.getEndPoint().isSecure(), extensions);
    customizer.customize(session);
    return new Prepared(connection(connection, session), fields(accepted, extensions));
  }

  private ExtensionStack extensions(Map<String, Object> accepted) {
    List<ExtensionConfig> configs = new ArrayList<>(3);
    if (accepted.get(BridgeAttributes.EXTENSION) instanceof String chosen) {
      configs.add(ExtensionConfig.parse(chosen));
    }
    configs.addAll(INTERNAL);
    ExtensionStack extensions = new ExtensionStack(components, Behavior.SERVER);
    extensions.negotiate(configs, configs);
    return extensions;
  }

  @SuppressWarnings("unchecked") // BridgeAttributes defines the type under each key.
  private WebSocketCoreSession session(
      Map<String, Object> accepted, RequestHead head, boolean secure, ExtensionStack extensions) {
    FrameHandler handler =
        handlers.handler(
            accepted.get(BridgeAttributes.ENDPOINT),
            (Map<String, String>) accepted.get(BridgeAttributes.PARAMETERS),
            (Map<String, Object>) accepted.get(BridgeAttributes.PROPERTIES));
    Negotiated negotiated =
        new Negotiated(
            uris.of(head, secure),
            (String) accepted.get(BridgeAttributes.SUBPROTOCOL),
            secure,
            extensions,
            WebSocketConstants.SPEC_VERSION_STRING);
    return new Session(handler, negotiated, components, scope);
  }

  private static WebSocketConnection connection(
      RecordingConnection from, WebSocketCoreSession session) {
    Connector connector = from.getConnector();
    WebSocketConnection connection = new Connection(from.getEndPoint(), connector, session);
    session.setWebSocketConnection(connection);
    HttpConfiguration configuration = from.getHttpConfiguration();
    connection.setUseInputDirectByteBuffers(configuration.isUseInputDirectByteBuffers());
    connection.setUseOutputDirectByteBuffers(configuration.isUseOutputDirectByteBuffers());
    connector.getEventListeners().forEach(connection::addEventListener);
    return connection;
  }

  private static List<HttpField> fields(Map<String, Object> accepted, ExtensionStack extensions) {
    List<HttpField> fields = new ArrayList<>(5);
    if (accepted.get(BridgeAttributes.SUBPROTOCOL) instanceof String subprotocol) {
      fields.add(new HttpField(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subprotocol));
    }
    if (accepted.containsKey(BridgeAttributes.EXTENSION)) {
      String chosen = ExtensionConfig.toHeaderValue(extensions.getNegotiatedExtensions());
      fields.add(new HttpField(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, chosen));
    }
    fields.add(UPGRADE_WEBSOCKET);
    String acceptance = (String) accepted.get(BridgeAttributes.ACCEPTANCE);
    fields.add(new HttpField(HttpHeader.SEC_WEBSOCKET_ACCEPT, acceptance));
    fields.add(CONNECTION_UPGRADE); // Where Jetty writes it.
    return fields;
  }

  private static final class Connection extends WebSocketConnection {
    Connection(EndPoint endPoint, Connector connector, WebSocketCoreSession session) {
      super(
          endPoint,
          connector.getExecutor(),
          connector.getScheduler(),
          connector.getByteBufferPool(),
          session);
    }

    /** Spares Jetty the stack trace of the exception with which it fails what is not sent yet. */
    @Override
    public void onClose(Throwable cause) {
      super.onClose(cause == null ? new Closed() : cause);
    }
  }

  private static final class Closed extends ClosedChannelException {
    private static final long serialVersionUID = 1;

    @Override
    public Throwable fillInStackTrace() { // Not synchronized: it does nothing.
      return this;
    }
  }

  private static final class Session extends WebSocketCoreSession {
    private final Consumer<Runnable> scope;

    Session(
        FrameHandler handler,
        Negotiated negotiated,
        WebSocketComponents components,
        Consumer<Runnable> scope) {
      super(handler, Behavior.SERVER, negotiated, components);
      this.scope = scope;
    }

    @Override
    protected void handle(Runnable callback) {
      scope.accept(callback);
    }
  }
}
