package io.parley.probe.http2;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Echoes texts, and speaks two subprotocols. */
@ServerEndpoint(
    value = "/echo",
    subprotocols = {"soap", "wamp"})
public class JettyEcho {
  @OnMessage
  public String echo(String text) {
    return text;
  }
}
