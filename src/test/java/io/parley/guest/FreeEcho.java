package io.parley.guest;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A guest's endpoint that the container negotiates. */
@ServerEndpoint("/free")
public final class FreeEcho {
  @OnMessage
  public String text(String text) {
    return text;
  }
}
