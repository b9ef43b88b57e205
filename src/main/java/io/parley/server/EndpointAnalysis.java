package io.parley.server;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketContainer;
import org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketFrameHandlerMetadata;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerFrameHandlerFactory;

/**
 * Analyses the annotations of each endpoint class once. Jetty's own does it at each handshake,
 * which is a third of the handshake's cost. Thread-safe.
 */
final class EndpointAnalysis extends JakartaWebSocketServerFrameHandlerFactory {
  private final ConcurrentMap<Class<?>, JakartaWebSocketFrameHandlerMetadata> known =
      new ConcurrentHashMap<>();

  EndpointAnalysis(JakartaWebSocketContainer container) {
    super(container);
  }

  /** Jetty copies what it changes for a connection. */
  @Override
  public JakartaWebSocketFrameHandlerMetadata getMetadata(
      Class<?> endpoint, EndpointConfig endpointConfig) {
    ServerEndpoint annotation = endpoint.getAnnotation(ServerEndpoint.class);
    return annotation == null
        ? super.getMetadata(endpoint, endpointConfig)
        : known.computeIfAbsent(endpoint, unknown -> analyse(unknown, annotation, endpointConfig));
  }

  /** With a configuration of its own: that of a handshake would keep the handshake reachable. */
  private JakartaWebSocketFrameHandlerMetadata analyse(
      Class<?> endpoint, ServerEndpoint annotation, EndpointConfig ofHandshake) {
    ServerEndpointConfig lasting =
        ServerEndpointConfig.Builder.create(endpoint, annotation.value())
            .decoders(ofHandshake.getDecoders())
            .encoders(ofHandshake.getEncoders())
            .build();
    return super.getMetadata(endpoint, lasting);
  }
}
