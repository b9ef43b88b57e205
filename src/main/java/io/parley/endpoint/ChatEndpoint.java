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

/** The lobby. A sibling of {@link RoomEndpoint}. */
@ServerEndpoint(value = ChatEndpoint.PATH, configurator = GuardedConfigurator.class)
public class ChatEndpoint {
  static final String PATH = "/chat";

  private final Line line = new Line(PATH);

  @OnOpen
  public void open(Session session) {
    line.open(session);
  }

  @OnMessage
  public void text(String text) {
    line.text(text);
  }

  @OnMessage
  public void binary(byte[] bytes) {
    line.binary(bytes);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    line.pong(pong);
  }

  @OnClose
  public void close(CloseReason reason) {
    line.close(reason);
  }

  @OnError
  public void error(Throwable cause) {
    line.error(cause);
  }
}
