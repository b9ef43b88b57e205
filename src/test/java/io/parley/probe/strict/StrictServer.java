package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A WebSocket server without fault but for the flaws it is given: an echo at {@code /echo} that
 * speaks {@code soap} and {@code wamp}, compresses, and allows its own origin only.
 */
public final class StrictServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Set<Flaw> flaws;
  private final ExecutorService threads = Executors.newCachedThreadPool(StrictServer::daemon);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger troubles = new AtomicInteger();

  private StrictServer(Set<Flaw> flaws, ServerSocket socket) {
    this.flaws = flaws;
    this.socket = socket;
  }

  public static StrictServer start(Flaw... flaws) throws IOException {
    return start(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), flaws);
  }

  /** Starts it over TLS. */
  public static StrictServer start(SSLContext tls, Flaw... flaws) throws IOException {
    return start(
        tls.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
        flaws);
  }

  /** Starts it on a socket of the test. */
  public static StrictServer start(ServerSocket socket, Flaw... flaws) {
    Set<Flaw> all = EnumSet.noneOf(Flaw.class);
    all.addAll(List.of(flaws));
    StrictServer server = new StrictServer(all, socket);
    server.threads.execute(server::serve);
    return server;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The URL of the echo. */
  public String url() {
    return (isSecure() ? "wss://" : "ws://") + authority() + "/echo";
  }

  private boolean isSecure() {
    return socket instanceof SSLServerSocket;
  }

  private String origin() {
    return (isSecure() ? "https://" : "http://") + authority();
  }

  /** Host and port. */
  public String authority() {
    return "localhost:" + socket.getLocalPort();
  }

  private void serve() {
    boolean mortal = flaws.stream().anyMatch(flaw -> flaw.name().startsWith("DIES_"));
    Executor each = mortal ? Runnable::run : threads;
    while (!socket.isClosed()) {
      try {
        Socket peer = socket.accept();
        each.execute(() -> visit(peer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void visit(Socket peer) {
    try {
      serve(peer);
    } catch (IOException e) {
      open.remove(peer); // It left.
    }
  }

  private void serve(Socket peer) throws IOException {
    open.add(peer);
    try (peer) {
      if (!isDead()) {
        new Visit(peer, flaws, origin(), this::trouble).serve();
      }
    } finally {
      open.remove(peer);
      trouble(DIES_OF_DEPARTURES);
    }
  }

  private void trouble(Flaw kind) {
    if (flaws.contains(kind)) {
      troubles.addAndGet(kind == DIES_OF_BAD_REQUESTS || kind == DIES_OF_DEPARTURES ? 1 : 100);
    }
  }

  private boolean isDead() {
    return troubles.get() >= 20;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "strict-server");
    thread.setDaemon(true);
    return thread;
  }
}
