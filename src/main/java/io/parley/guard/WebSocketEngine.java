package io.parley.guard;

import io.parley.handshake.DeflateSupport;
import io.parley.handshake.PerMessageDeflate;
import jakarta.websocket.server.ServerContainer;

/** Knows the abilities of the engines behind the API, by the package of their classes. */
final class WebSocketEngine {
  private static final String TOMCAT = "org.apache.tomcat.";

  /**
   * Undertow has one switch for all connections of an endpoint. After one client was told to reset
   * its context, Undertow also resets that of every later client, whose second message is then
   * unreadable.
   */
  private static final String UNDERTOW = "io.undertow.";

  private WebSocketEngine() {}

  /**
   * The abilities of an engine with {@code permessage-deflate}.
   *
   * @param container the value of the container's servlet context attribute
   */
  static DeflateSupport deflate(Object container) {
    if (!(container instanceof ServerContainer engine) || !deflates(engine)) {
      return DeflateSupport.NONE;
    }
    String name = engine.getClass().getName();
    if (name.startsWith(UNDERTOW)) {
      return DeflateSupport.USUAL.withoutReset();
    }
    return name.startsWith(TOMCAT) ? DeflateSupport.USUAL.withServerWindow() : DeflateSupport.USUAL;
  }

  private static boolean deflates(ServerContainer engine) {
    return engine.getInstalledExtensions().stream()
        .anyMatch(extension -> extension.getName().equals(PerMessageDeflate.NAME));
  }
}
