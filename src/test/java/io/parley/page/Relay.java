package io.parley.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A proxy on loopback that passes bytes on, changes requests if it is told to, and breaks when it
 * is told to.
 */
public final class Relay implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private volatile int target;
  private volatile UnaryOperator<String> change = request -> request;
  private volatile boolean deaf;
  private volatile boolean deafToMessages;

  private Relay(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** One in front of the server at a port. */
  public static Relay to(int port) throws IOException {
    var relay = new Relay(new ServerSocket(0, 50, InetAddress.getByName("localhost")), port);
    start(relay::accept);
    return relay;
  }

  public int port() {
    return listener.getLocalPort();
  }

  String page(String query) {
    return "http://localhost:" + port() + "/" + query;
  }

  /** The heads of the server's answers that opened a WebSocket, as they came. */
  List<String> answers() {
    return answers;
  }

  /** From now on to the server at another port. */
  public void turnTo(int port) {
    target = port;
  }

  /** Changes what browsers send from now on. */
  void changing(UnaryOperator<String> requests) {
    change = requests;
  }

  /** From now on nothing of what the server says arrives, until {@link #cut}. */
  public void swallowAnswers() {
    deaf = true;
  }

  /** Whoever sends a message over a WebSocket gets nothing more, until {@link #cut}. */
  public void swallowAnswersToMessages() {
    deafToMessages = true;
  }

  /** New connections get all answers again; those that get nothing stay so. */
  public void swallowNoMore() {
    deafToMessages = false;
  }

  /** Ends all connections without a goodbye; the next ones work. */
  public void cut() throws IOException {
    deafToMessages = false;
    var all = List.copyOf(sockets);
    sockets.removeAll(all);
    for (var socket : all) {
      socket.close();
    }
    deaf = false;
  }

  /** Cuts, and answers no more. */
  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void accept() throws IOException {
    while (true) {
      var browser = listener.accept();
      sockets.add(browser);
      start(() -> join(browser));
    }
  }

  private void join(Socket browser) throws IOException {
    try (browser;
        var server = new Socket("localhost", target)) {
      sockets.add(server);
      var spoke = new AtomicBoolean();
      start(() -> pump(server, browser, false, spoke));
      pump(browser, server, true, spoke);
    }
  }

  private void pump(Socket from, Socket to, boolean asks, AtomicBoolean spoke) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      var buffer = new byte[65_536];
      var isOpen = false;
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        // ISO 8859-1 keeps every byte, frames too.
        var text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        if (asks && isOpen && deafToMessages) {
          spoke.set(true);
        }
        if (!asks && text.startsWith("HTTP/1.1 101 ")) {
          answers.add(text.substring(0, text.indexOf("\r\n\r\n") + 2));
        }
        isOpen |= asks && text.toLowerCase(Locale.ROOT).contains("upgrade: websocket");
        if (asks || !(deaf || spoke.get())) {
          var passed = asks ? change.apply(text) : text;
          to.getOutputStream().write(passed.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private static void start(Work work) {
    var thread = new Thread(() -> run(work), "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (SocketException e) {
      // The other end, or the test, closed it.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a thread does. */
  private interface Work {
    void run() throws IOException;
  }
}
