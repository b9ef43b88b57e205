package io.parley.endpoint;

import io.parley.guard.GuardedConfigurator;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The WebSocket endpoint that returns what it receives. A sibling of {@link RoomEndpoint}. */
@ServerEndpoint(value = EchoEndpoint.PATH, configurator = GuardedConfigurator.class)
public class EchoEndpoint {
  static final String PATH = "/echo";

  private final EndpointAdapter adapter = new EndpointAdapter(PATH);

  @OnOpen
  public void open(Session session) {
    adapter.open(session);
  }

  @OnClose
  public void close(CloseReason reason) {
    adapter.close(reason);
  }

  @OnError
  public void error(Throwable cause) {
    adapter.error(cause);
  }
}
