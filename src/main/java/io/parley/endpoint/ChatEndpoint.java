package io.parley.endpoint;

import io.parley.guard.GuardedConfigurator;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The WebSocket endpoint of the lobby. A sibling of {@link RoomEndpoint}. */
@ServerEndpoint(value = ChatEndpoint.PATH, configurator = GuardedConfigurator.class)
public class ChatEndpoint {
  static final String PATH = "/chat";

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
