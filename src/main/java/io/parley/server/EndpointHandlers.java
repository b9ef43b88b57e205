package io.parley.server;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.WebSocketContainer;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.websocket.jakarta.common.ConfiguredEndpoint;
import org.eclipse.jetty.ee10.websocket.jakarta.server.internal.JakartaServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.FrameHandlerFactory;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;

/**
 * Makes an {@link EndpointHandler} for each handshake, from methods that were analysed once for
 * each class. Jetty's own factory analyses them at each handshake, and its handler keeps the whole
 * request as long as the connection. Thread-safe.
 */
final class EndpointHandlers implements FrameHandlerFactory {
  private final WebSocketContainer container;
  private final FrameHandlerFactory otherwise;
  private final AtomicLong sessions = new AtomicLong();
  private final ConcurrentMap<Class<?>, Optional<EndpointMethods>> known =
      new ConcurrentHashMap<>();

  /**
   * @param otherwise makes the handler of a class with other methods
   */
  EndpointHandlers(WebSocketContainer container, FrameHandlerFactory otherwise) {
    this.container = container;
    this.otherwise = otherwise;
  }

  @Override
  public FrameHandler newFrameHandler(
      Object configured, ServerUpgradeRequest request, ServerUpgradeResponse response) {
    ConfiguredEndpoint endpoint = (ConfiguredEndpoint) configured;
    return methods(endpoint.getRawEndpoint().getClass())
        .<FrameHandler>map(methods -> handler(endpoint, methods, request))
        .orElseGet(() -> otherwise.newFrameHandler(configured, request, response));
  }

  /**
   * Makes the handler of a connection that was accepted without Jetty's own upgrade.
   *
   * @param parameters the decoded values of the path's variables
   * @param properties of the session
   * @throws IllegalArgumentException for an endpoint of a class with other methods
   */
  EndpointHandler handler(
      Object endpoint, Map<String, String> parameters, Map<String, Object> properties) {
    EndpointMethods methods =
        methods(endpoint.getClass())
            .orElseThrow(() -> new IllegalArgumentException("not plain: " + endpoint.getClass()));
    SessionOrigin origin =
        new SessionOrigin(sessions.incrementAndGet(), Optional.empty(), parameters, properties);
    return new EndpointHandler(methods, endpoint, origin, container);
  }

  Optional<EndpointMethods> methods(Class<?> endpoint) {
    return known.computeIfAbsent(endpoint, EndpointMethods::of);
  }

  private EndpointHandler handler(
      ConfiguredEndpoint endpoint, EndpointMethods methods, ServerUpgradeRequest request) {
    Optional<Principal> principal =
        Optional.ofNullable(new JakartaServerUpgradeRequest(request).getUserPrincipal());
    EndpointConfig config = endpoint.getConfig();
    return new EndpointHandler(
        methods,
        endpoint.getRawEndpoint(),
        SessionOrigin.of(sessions.incrementAndGet(), config, principal),
        container);
  }
}
