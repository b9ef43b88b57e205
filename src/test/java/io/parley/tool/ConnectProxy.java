package io.parley.tool;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that makes tunnels by {@code CONNECT}, or answers what a test says. */
public final class ConnectProxy implements AutoCloseable {
  /** What it does instead of a tunnel. */
  public static final String HANG = "hang";

  private final ServerSocket socket;
  private final String answer;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private ConnectProxy(String answer) throws IOException {
    this.answer = answer;
    socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  /** Makes tunnels. */
  public static ConnectProxy start() throws IOException {
    return answering("");
  }

  /** Answers each request with these octets, and makes no tunnel. */
  public static ConnectProxy answering(String octets) throws IOException {
    ConnectProxy proxy = new ConnectProxy(octets);
    thread(proxy::serve);
    return proxy;
  }

  public String url() {
    return "http://" + authority();
  }

  public String authority() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The heads of the requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        thread(() -> visit(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void visit(Socket client) {
    try {
      String head = head(client.getInputStream());
      requests.add(head);
      if (answer.isEmpty()) {
        tunnel(client, head.split(" ", 3)[1]);
      } else if (!answer.equals(HANG)) {
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
      }
    } catch (IOException e) {
      open.remove(client); // It left.
    }
  }

  private void tunnel(Socket client, String authority) throws IOException {
    int colon = authority.lastIndexOf(':');
    String host = authority.substring(0, colon).replaceAll("[\\[\\]]", "");
    Socket server =
        new Socket(
            InetAddress.getAllByName(host)[0], Integer.parseInt(authority.substring(colon + 1)));
    server.setTcpNoDelay(true);
    client.setTcpNoDelay(true);
    open.add(server);
    client
        .getOutputStream()
        .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    thread(() -> copy(server, client));
    copy(client, server);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket each) {
    try {
      each.close();
    } catch (IOException e) {
      return; // It is closed already.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("half a request");
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    open.forEach(ConnectProxy::close);
  }
}
