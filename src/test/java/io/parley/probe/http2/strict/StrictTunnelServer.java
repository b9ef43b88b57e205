package io.parley.probe.http2.strict;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of WebSockets over HTTP/2 in cleartext that breaks no rule, but for its flaws. */
public final class StrictTunnelServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<TunnelFlaw> flaws = EnumSet.noneOf(TunnelFlaw.class);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private StrictTunnelServer(TunnelFlaw... flaws) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    this.flaws.addAll(List.of(flaws));
  }

  public static StrictTunnelServer start(TunnelFlaw... flaws) throws IOException {
    StrictTunnelServer server = new StrictTunnelServer(flaws);
    start(server::accept);
    return server;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "strict");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new TunnelConnection(socket, flaws).serve();
    } catch (IOException e) {
      return; // The client has left.
    }
  }

  public String url() {
    return "ws://127.0.0.1:" + listener.getLocalPort() + "/echo";
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
