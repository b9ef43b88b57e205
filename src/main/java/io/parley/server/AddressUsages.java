package io.parley.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Tracks what all connections of an address use together, while it has any. Thread-safe. */
final class AddressUsages {
  private static final class Shared {
    private final ProcessorUsage processorUsage;
    private int connections;

    Shared(ProcessorUsage processorUsage) {
      this.processorUsage = processorUsage;
    }
  }

  private final long zero = System.nanoTime();

  // Guarded by this.
  private final Map<InetAddress, Shared> all = new HashMap<>();

  /** The usage of one connection, comparable with the usage of others. */
  ProcessorUsage ofOne() {
    return new ProcessorUsage(System.nanoTime(), zero);
  }

  /** Returns the usage of a new connection's address; {@link #close} has to follow. */
  synchronized ProcessorUsage open(SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress inet) || inet.isUnresolved()) {
      return ofOne();
    }
    Shared shared = all.computeIfAbsent(inet.getAddress(), any -> new Shared(ofOne()));
    shared.connections++;
    return shared.processorUsage;
  }

  synchronized void close(SocketAddress peer) {
    if (peer instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      all.computeIfPresent(
          inet.getAddress(), (any, shared) -> --shared.connections == 0 ? null : shared);
    }
  }

  synchronized int size() {
    return all.size();
  }
}
