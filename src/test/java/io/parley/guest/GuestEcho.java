package io.parley.guest;

import io.parley.guard.GuardedConfigurator;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A guest's endpoint that the guard protects. */
@ServerEndpoint(value = "/echo", configurator = GuardedConfigurator.class)
public final class GuestEcho {
  @OnMessage
  public String text(String text) {
    return text;
  }
}
