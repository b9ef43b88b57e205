package io.parley.league;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The room of every container: each message goes to everybody else, and is acknowledged. */
@ServerEndpoint("/chat/load")
public class Chat {
  private static final Set<ChatMember> ROOM = ConcurrentHashMap.newKeySet();

  private volatile ChatMember self;

  @OnOpen
  public void open(Session session) {
    session.setMaxIdleTimeout(0);
    self = new ChatMember(session);
    ROOM.add(self);
  }

  @OnMessage
  public void text(String text) {
    for (ChatMember member : ROOM) {
      if (member != self) {
        member.send(text);
      }
    }
    self.send("data received");
  }

  @OnClose
  public void close() {
    ROOM.remove(self);
  }

  /** Whose connection fails is closed next. */
  @OnError
  public void failed(Throwable failure) {}
}
