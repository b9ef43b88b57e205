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
 * The WebSocket endpoint of the room that the path names. With message handlers added in
 * {@code @OnOpen}, messages failed on WildFly 39 and the close after a message beyond the size
 * limit differed on Liberty 26, and annotated methods of a base class are not portable (Jakarta
 * WebSocket 2.1, 4.8). So the four endpoint classes repeat their callbacks.
 */
@ServerEndpoint(value = RoomEndpoint.PATH, configurator = GuardedConfigurator.class)
public class RoomEndpoint {
  static final String PATH = "/chat/{room}";

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
