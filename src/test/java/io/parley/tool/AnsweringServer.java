package io.parley.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A server that answers each request with the octets of a test, one connection each. */
public final class AnsweringServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Function<String, String> answers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private AnsweringServer(ServerSocket socket, Function<String, String> answers) {
    this.socket = socket;
    this.answers = answers;
    Thread thread = new Thread(this::serve, "answering");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns once it listens on loopback.
   *
   * @param answers from the head of a request; empty: the connection ends; {@code null}: it stays
   */
  public static AnsweringServer start(Function<String, String> answers) throws IOException {
    return new AnsweringServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
  }

  /**
   * The same over TLS.
   *
   * @param alpn application protocols; none: ALPN is not understood
   */
  public static AnsweringServer start(
      SSLContext context, Function<String, String> answers, String... alpn) throws IOException {
    return new AnsweringServer(secure(context, alpn), answers);
  }

  private static SSLServerSocket secure(SSLContext context, String... alpn) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(alpn);
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** The same over TLS; a client without a certificate is refused. */
  public static AnsweringServer demanding(SSLContext context, Function<String, String> answers)
      throws IOException {
    SSLServerSocket socket = secure(context);
    socket.setNeedClientAuth(true);
    return new AnsweringServer(socket, answers);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The URL of a WebSocket on it. */
  public String url() {
    return (socket instanceof SSLServerSocket ? "wss" : "ws") + "://localhost:" + port() + "/chat";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket peer = socket.accept();
        open.add(peer);
        Thread thread = new Thread(() -> visit(peer), "answer");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void visit(Socket peer) {
    try {
      String head = head(peer.getInputStream());
      if (head.isEmpty()) {
        peer.close(); // It looked only whether somebody listens.
        return;
      }
      String answer = answers.apply(head);
      if (answer == null) {
        peer.getInputStream().read();
        return;
      }
      OutputStream out = peer.getOutputStream();
      out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      peer.close();
    } catch (IOException e) {
      open.remove(peer); // It left.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int octet = in.read();
    while (octet >= 0) {
      head.append((char) octet);
      if (head.indexOf("\r\n\r\n") >= 0) {
        return head.toString();
      }
      octet = in.read();
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
