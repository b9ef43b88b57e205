package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
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

  /**
   * Sends the response, and upgrades the connection behind it.
   *
   * @param accepted the decision
   */
  void accept(Map<String, Object> accepted, Request request, Response response, Callback callback) {
    ExtensionStack extensions = extensions(accepted);
    WebSocketCoreSession session = session(accepted, request, extensions);
    customizer.customize(session);
    request.setAttribute(
        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
        connection(request.getConnectionMetaData(), session));
    response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
    fill(response.getHeaders(), accepted, extensions);
    response.write(true, null, callback);
  }

  private ExtensionStack extensions(Map<String, Object> accepted) {
    List<ExtensionConfig> configs = new ArrayList<>(3);
    if (accepted.get(BridgeAttributes.EXTENSION) instanceof String chosen) {
      configs.add(ExtensionConfig.parse(chosen));
    }
    UpgradeMappings.INTERNAL.forEach(name -> configs.add(new ExtensionConfig(name)));
    ExtensionStack extensions = new ExtensionStack(components, Behavior.SERVER);
    extensions.negotiate(configs, configs);
    return extensions;
  }

  @SuppressWarnings("unchecked") // BridgeAttributes defines the type under each key.
  private WebSocketCoreSession session(
      Map<String, Object> accepted, Request request, ExtensionStack extensions) {
    FrameHandler handler =
        handlers.handler(
            accepted.get(BridgeAttributes.ENDPOINT),
            (Map<String, String>) accepted.get(BridgeAttributes.PARAMETERS),
            (Map<String, Object>) accepted.get(BridgeAttributes.PROPERTIES));
    Negotiated negotiated =
        new Negotiated(
            uris.of(request.getHttpURI()),
            (String) accepted.get(BridgeAttributes.SUBPROTOCOL),
            request.isSecure(),
            extensions,
            WebSocketConstants.SPEC_VERSION_STRING);
    return new Session(handler, negotiated, components, scope);
  }

  private static WebSocketConnection connection(
      ConnectionMetaData from, WebSocketCoreSession session) {
    Connector connector = from.getConnector();
    WebSocketConnection connection =
        new WebSocketConnection(
            from.getConnection().getEndPoint(),
            connector.getExecutor(),
            connector.getScheduler(),
            connector.getByteBufferPool(),
            session);
    session.setWebSocketConnection(connection);
    HttpConfiguration configuration = from.getHttpConfiguration();
    connection.setUseInputDirectByteBuffers(configuration.isUseInputDirectByteBuffers());
    connection.setUseOutputDirectByteBuffers(configuration.isUseOutputDirectByteBuffers());
    connector.getEventListeners().forEach(connection::addEventListener);
    return connection;
  }

  private static void fill(
      HttpFields.Mutable fields, Map<String, Object> accepted, ExtensionStack extensions) {
    if (accepted.get(BridgeAttributes.SUBPROTOCOL) instanceof String subprotocol) {
      fields.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subprotocol);
    }
    if (accepted.containsKey(BridgeAttributes.EXTENSION)) {
      fields.put(
          HttpHeader.SEC_WEBSOCKET_EXTENSIONS,
          ExtensionConfig.toHeaderValue(extensions.getNegotiatedExtensions()));
    }
    fields.put(UPGRADE_WEBSOCKET);
    fields.put(CONNECTION_UPGRADE);
    fields.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, (String) accepted.get(BridgeAttributes.ACCEPTANCE));
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
