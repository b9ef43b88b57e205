package io.parley.guest;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A guest's endpoint that the guard does not protect. */
@ServerEndpoint("/free")
public final class FreeEcho {
  @OnMessage
  public String text(String text) {
    return text;
  }
}
