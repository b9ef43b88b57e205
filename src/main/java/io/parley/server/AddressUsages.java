package io.parley.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/** What all connections of an address use together, while it has any. Thread-safe. */
final class AddressUsages {
  private static final class Shared {
    private final Usage usage = new Usage();
    private int connections;
  }

  // Guarded by this.
  private final Map<InetAddress, Shared> all = new HashMap<>();

  synchronized Usage open(SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress inet) || inet.isUnresolved()) {
      return new Usage();
    }
    Shared shared = all.computeIfAbsent(inet.getAddress(), any -> new Shared());
    shared.connections++;
    return shared.usage;
  }

  synchronized void close(SocketAddress peer) {
    if (peer instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      all.computeIfPresent(
          inet.getAddress(), (any, shared) -> --shared.connections == 0 ? null : shared);
    }
  }
}
