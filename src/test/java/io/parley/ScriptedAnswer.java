package io.parley;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers each connection with the same octets, and reads what comes until the peer leaves. */
final class ScriptedAnswer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final String octets;

  ScriptedAnswer(String octets) throws IOException {
    this.octets = octets;
    thread(this::serve);
  }

  String url() {
    return "ws://localhost:" + socket.getLocalPort() + "/";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket peer = socket.accept();
        thread(() -> answer(peer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void answer(Socket peer) {
    try (peer) {
      peer.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
      peer.shutdownOutput();
      peer.getInputStream().readAllBytes();
    } catch (IOException e) {
      return; // It left.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "scripted-answer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
