package io.parley.league;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.glassfish.tyrus.server.Server;

/** Tyrus on Grizzly as it comes. */
final class TyrusEcho {
  private TyrusEcho() {}

  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Server server = new Server("localhost", port, "/", Map.of(), Echo.class, Chat.class);
    server.start();
    Ready.at(port);
  }
}
