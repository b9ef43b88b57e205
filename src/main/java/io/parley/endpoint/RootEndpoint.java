package io.parley.endpoint;

import io.parley.guard.GuardedConfigurator;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/**
 * The WebSocket endpoint of the lobby at the page's own path. A sibling of {@link RoomEndpoint}.
 */
@ServerEndpoint(value = RootEndpoint.PATH, configurator = GuardedConfigurator.class)
public class RootEndpoint {
  static final String PATH = "/";

  private final EndpointAdapter endpointAdapter = new EndpointAdapter(PATH);

  @OnOpen
  public void open(Session session) {
    endpointAdapter.open(session);
  }

  @OnMessage
  public void text(String text) {
    endpointAdapter.text(text);
  }

  @OnMessage
  public void binary(byte[] bytes) {
    endpointAdapter.binary(bytes);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    endpointAdapter.pong(pong);
  }

  @OnClose
  public void close(CloseReason reason) {
    endpointAdapter.close(reason);
  }

  @OnError
  public void error(Throwable cause) {
    endpointAdapter.error(cause);
  }
}
