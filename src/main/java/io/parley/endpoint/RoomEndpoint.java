package io.parley.endpoint;

import io.parley.guard.GuardedConfigurator;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/**
 * The WebSocket endpoint of the room that the path names.
 *
 * <p>Annotated methods of a base class are not portable (Jakarta WebSocket 2.1, 4.8), so each
 * endpoint has the three callbacks that only annotations can declare. The message handlers, which
 * are the same for all, are registered by {@link EndpointAdapter#open}.
 */
@ServerEndpoint(value = RoomEndpoint.PATH, configurator = GuardedConfigurator.class)
public class RoomEndpoint {
  static final String PATH = "/chat/{room}";

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
