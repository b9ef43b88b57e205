package io.parley.league;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The endpoint of every container: it echoes and speaks two subprotocols. */
@ServerEndpoint(
    value = "/echo",
    subprotocols = {"soap", "wamp"})
public class Echo {
  @OnMessage
  public String echo(String message) {
    return message;
  }
}
