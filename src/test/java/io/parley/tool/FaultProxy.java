package io.parley.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes TCP connections on to a port of loopback, and breaks them as a network does. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private enum State {
    PASSING,
    REFUSING,
    SWALLOWING
  }

  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  // Guarded by this.
  private State state = State.PASSING;
  private Duration delay = Duration.ZERO;

  private FaultProxy() throws IOException {
    socket = new ServerSocket(FreePort.next(), 200, InetAddress.getLoopbackAddress());
  }

  /** Listens; connections are refused until it has a target. */
  static FaultProxy listen() throws IOException {
    FaultProxy proxy = new FaultProxy();
    thread(proxy::accept);
    return proxy;
  }

  /** Passes connections on to a port. */
  public static FaultProxy to(int port) throws IOException {
    FaultProxy proxy = listen();
    proxy.target(port);
    return proxy;
  }

  void target(int port) {
    target = port;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Ends all connections, and those that come, until {@link #heal}. */
  public void cut() {
    set(State.REFUSING);
    reset();
  }

  /** Ends all connections; those that come are passed on. */
  public void reset() {
    open.forEach(FaultProxy::close);
  }

  /**
   * Passes nothing on, in either direction, until {@link #heal}; connections stay open, and new
   * ones are accepted. What was sent meanwhile arrives then, as TCP has it.
   */
  public void blackHole() {
    set(State.SWALLOWING);
  }

  /** Passes everything on so much later. */
  public synchronized void delay(Duration time) {
    delay = time;
  }

  /** Ends every fault. */
  public void heal() {
    delay(Duration.ZERO);
    set(State.PASSING);
  }

  private synchronized void set(State next) {
    state = next;
    notifyAll();
  }

  private synchronized boolean isRefusing() {
    return state == State.REFUSING || target == 0;
  }

  /** Waits while nothing is passed on. */
  private synchronized void awaitPassing(long read) throws InterruptedException {
    long later = read + delay.toNanos() - System.nanoTime();
    while (state == State.SWALLOWING || later > 0) {
      wait(later > 0 ? Math.max(1, later / 1_000_000) : 0);
      later = read + delay.toNanos() - System.nanoTime();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        thread(() -> connect(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    try {
      awaitPassing(System.nanoTime());
      if (isRefusing()) {
        close(client);
        return;
      }
      Socket server = new Socket();
      open.add(server);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      thread(() -> copy(server, client));
      copy(client, server);
    } catch (IOException e) {
      close(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitPassing(System.nanoTime());
        out.write(buffer, 0, count);
      }
      awaitPassing(System.nanoTime());
    } catch (IOException e) {
      open.remove(from); // One of both has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket each) {
    try {
      each.setSoLinger(true, 0);
      each.close();
    } catch (IOException e) {
      return; // It is closed already.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
