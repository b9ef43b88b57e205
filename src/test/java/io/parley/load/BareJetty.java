package io.parley.load;

import io.parley.tool.EndpointServer;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reference for comparison: the shortest possible broadcast. */
public final class BareJetty {
  private BareJetty() {}

  /** Prints its port, and runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    EndpointServer server = EndpointServer.unguarded(Broadcast.class);
    System.out.println(server.port());
    Thread.currentThread().join();
  }

  /** Sends each message to everyone else. */
  @ServerEndpoint("/chat/{room}")
  public static final class Broadcast {
    private static final Set<Session> SESSIONS = ConcurrentHashMap.newKeySet();

    private volatile Session self;

    @OnOpen
    public void open(Session session) {
      self = session;
      session.setMaxIdleTimeout(0);
      SESSIONS.add(session);
    }

    @OnMessage
    public void text(String text) {
      for (Session session : SESSIONS) {
        if (session != self) {
          session.getAsyncRemote().sendText(text, result -> {});
        }
      }
    }

    @OnClose
    public void close() {
      SESSIONS.remove(self);
    }
  }
}
