package io.parley.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
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
  /** The extensions of every connection. No client offers them, and no response names them. */
  static final List<String> INTERNAL = List.of(CloseReasonExtension.NAME, PacedFrames.NAME);

  private final WebSocketComponents components;
  private final ReadPacer pacer;
  private final Consumer<Runnable> scope;
  private final Supplier<JakartaWebSocketServerContainer> container;
  private Optional<EndpointHandlers> handlers = Optional.empty();
  private volatile Optional<DirectUpgrade> direct = Optional.empty();

  /**
   * @param pacer optimized where {@link EndpointHandlers} replace Jetty's
   * @param scope runs the callbacks of the application
   * @param container is there when the first endpoint is added
   */
  UpgradeMappings(
      WebSocketComponents components,
      ReadPacer pacer,
      Consumer<Runnable> scope,
      Supplier<JakartaWebSocketServerContainer> container) {
    super(components);
    this.components = components;
    this.pacer = pacer;
    this.scope = scope;
    this.container = container;
  }

  @Override
  public void addMapping(
      PathSpec path,
      WebSocketCreator creator,
      FrameHandlerFactory factory,
      Configuration.Customizer customizer) {
    if (pacer.isOptimized()) {
      EndpointHandlers own = handlers(factory);
      super.addMapping(path, creator, own, customizer);
      direct =
          Optional.of(new DirectUpgrade(components, scope, own, customizer, new RequestUris()));
    } else {
      super.addMapping(path, creator, factory, customizer);
    }
  }

  /** The upgrade that is not Jetty's; empty where Jetty's is used, or there is no endpoint. */
  Optional<DirectUpgrade> direct() {
    return direct;
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
    return super.upgrade(watched, paced(request), response, callback, customizer);
  }

  private Request paced(Request request) {
    return request.getTunnelSupport() == null ? request : new Tunnel(request, pacer);
  }

  /** A request for a WebSocket in a stream of HTTP/2, which is read at its pace. */
  private static final class Tunnel extends Request.Wrapper implements TunnelSupport {
    private final PacedStream endPoint;

    Tunnel(Request request, ReadPacer pacer) {
      super(request);
      ConnectionMetaData connection = request.getConnectionMetaData();
      this.endPoint =
          new PacedStream(
              request.getTunnelSupport().getEndPoint(),
              PacedStream.socketOf(connection.getConnection().getEndPoint()),
              pacer,
              connection.getConnector().getScheduler());
    }

    @Override
    public TunnelSupport getTunnelSupport() {
      return this;
    }

    @Override
    public String getProtocol() {
      return getWrapped().getTunnelSupport().getProtocol();
    }

    /** The engine asks once, when it makes the connection. */
    @Override
    public PacedStream getEndPoint() {
      endPoint.becomesWebSocket();
      return endPoint;
    }
  }

  private record Negotiator(WebSocketNegotiator inner) implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      FrameHandler handler = inner.negotiate(request, response, callback);
      if (handler != null) {
        response.addExtensions(INTERNAL.stream().map(ExtensionConfig::new).toList());
      }
      return handler;
    }

    @Override
    public void customize(Configuration configuration) {
      inner.customize(configuration);
    }
  }
}
