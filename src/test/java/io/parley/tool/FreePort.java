package io.parley.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Finds ports of loopback that nobody listens on, for servers that start again on the same port.
 * They lie below the ports that the system gives to connections, and each is returned once.
 */
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int COUNT = 20_000;
  private static final Random RANDOM = new Random();
  private static final Set<Integer> RETURNED = new HashSet<>();

  private FreePort() {}

  public static synchronized int next() {
    while (true) {
      int port = FIRST + RANDOM.nextInt(COUNT);
      if (isFree(port) && RETURNED.add(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
