package io.parley.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections, and does to each what a test says, each on its own thread. */
final class HostileServer implements AutoCloseable {
  /** What it does to a connection. */
  @FunctionalInterface
  interface Manner {
    void treat(Socket peer) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Manner manner;
  private final List<Socket> peers = new CopyOnWriteArrayList<>();

  private HostileServer(Manner manner) throws IOException {
    this.manner = manner;
    socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  static HostileServer start(Manner manner) throws IOException {
    HostileServer server = new HostileServer(manner);
    thread(server::serve);
    return server;
  }

  /** Answers each connection with these octets, and leaves it open. */
  static HostileServer saying(String octets) throws IOException {
    return start(peer -> say(peer, octets));
  }

  static void say(Socket peer, String octets) throws IOException {
    OutputStream out = peer.getOutputStream();
    out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  String url() {
    return "ws://localhost:" + socket.getLocalPort() + "/echo";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket peer = socket.accept();
        peers.add(peer);
        thread(() -> treat(peer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void treat(Socket peer) {
    try {
      manner.treat(peer);
    } catch (IOException e) {
      peers.remove(peer); // The prober left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : peers) {
      each.close();
    }
  }
}
