package io.parley.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.FrameHandlerFactory;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketCreator;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/**
 * Jetty's table of endpoints, which adds {@link CloseReasonExtension} and {@link PacedFrames} to
 * every connection.
 */
final class UpgradeMappings extends WebSocketMappings {
  private final boolean optimized;
  private final Supplier<JakartaWebSocketServerContainer> container;
  private Optional<EndpointHandlers> handlers = Optional.empty();

  /**
   * @param optimized whether {@link EndpointHandlers} replace Jetty's
   * @param container is there when the first endpoint is added
   */
  UpgradeMappings(
      WebSocketComponents components,
      boolean optimized,
      Supplier<JakartaWebSocketServerContainer> container) {
    super(components);
    this.optimized = optimized;
    this.container = container;
  }

  @Override
  public void addMapping(
      PathSpec path,
      WebSocketCreator creator,
      FrameHandlerFactory factory,
      Configuration.Customizer customizer) {
    super.addMapping(path, creator, optimized ? handlers(factory) : factory, customizer);
  }

  private synchronized EndpointHandlers handlers(FrameHandlerFactory otherwise) {
    EndpointHandlers first =
        handlers.orElseGet(() -> new EndpointHandlers(container.get(), otherwise));
    handlers = Optional.of(first);
    return first;
  }

  /**
   * A path without an endpoint has a null negotiator: Jetty then leaves the request to other
   * handlers.
   */
  @Override
  public boolean upgrade(
      WebSocketNegotiator negotiator,
      Request request,
      Response response,
      Callback callback,
      Configuration.Customizer customizer) {
    WebSocketNegotiator watched = negotiator == null ? null : new Negotiator(negotiator);
    return super.upgrade(watched, request, response, callback, customizer);
  }

  private record Negotiator(WebSocketNegotiator inner) implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      FrameHandler handler = inner.negotiate(request, response, callback);
      if (handler != null) {
        response.addExtensions(
            List.of(
                new ExtensionConfig(CloseReasonExtension.NAME),
                new ExtensionConfig(PacedFrames.NAME)));
      }
      return handler;
    }

    @Override
    public void customize(Configuration configuration) {
      inner.customize(configuration);
    }
  }
}
