package io.parley.guard;

import io.parley.handshake.DeflateSupport;
import io.parley.handshake.PerMessageDeflate;
import jakarta.websocket.server.ServerContainer;

/** What is known of the engines behind the API, by the package of their classes. */
final class WebSocketEngine {
  private static final String TOMCAT = "org.apache.tomcat.";

  /**
   * Undertow has one switch for all connections of an endpoint: once one client was told to forget
   * its context, that of every later one is forgotten too, and its second message is unreadable.
   */
  private static final String UNDERTOW = "io.undertow.";

  private WebSocketEngine() {}

  /**
   * What an engine can do of {@code permessage-deflate}.
   *
   * @param container what the container put into the application's attributes
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
