package io.parley.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The clients of one load, all on the caller's thread, with the buffers that they share. */
final class ClientLoop implements AutoCloseable {
  private static final int IN_BYTES = 256 * 1024;
  private static final int OUT_BYTES = 64 * 1024;

  /** Addresses 127.0.0.1 onwards that clients connect from, so that no address lacks ports. */
  private static final int SOURCES = 200;

  private static final int PATIENCE_MILLIS = 20_000;

  /** How late a condition may be seen that no event leads to. */
  private static final int POLL_MILLIS = 1;

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
  private final InetSocketAddress server;
  private final UpgradeRequests requests;
  private final ClientListener listener;
  private final int sources;
  private int connects;
  private long lastEvent = System.nanoTime();

  ClientLoop(LoadCommand command, ClientListener listener) throws IOException {
    this.server = new InetSocketAddress(loopback(0), command.port());
    this.requests = UpgradeRequests.of(command);
    this.listener = listener;
    this.sources = hasManyLoopbackAddresses() ? SOURCES : 1;
  }

  private static InetAddress loopback(int source) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (source + 1)});
  }

  /** Linux has them all, others only one. */
  private static boolean hasManyLoopbackAddresses() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.bind(new InetSocketAddress(loopback(1), 0));
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  ByteBuffer in() {
    return in;
  }

  ByteBuffer out() {
    return out;
  }

  UpgradeRequests requests() {
    return requests;
  }

  ClientListener listener() {
    return listener;
  }

  void connect() throws IOException {
    connect(0);
  }

  /**
   * @param receiveBuffer bytes; 0 for the system's choice
   */
  void connect(int receiveBuffer) throws IOException {
    connect(server.getPort(), receiveBuffer);
  }

  /** Connects to another server of this machine. */
  void connect(int port, int receiveBuffer) throws IOException {
    int number = connects++;
    SocketChannel channel = SocketChannel.open();
    Client client = new Client(this, channel, number);
    channel.configureBlocking(false);
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (sources > 1) {
      channel.bind(new InetSocketAddress(loopback(number % sources), 0));
    }
    client.register(channel.register(selector, SelectionKey.OP_CONNECT, client));
    channel.connect(new InetSocketAddress(server.getAddress(), port));
  }

  /** Handles what is ready, waiting a little for it. */
  private void poll() throws IOException {
    try {
      if (selector.select(ClientLoop::proceed, POLL_MILLIS) > 0) {
        lastEvent = System.nanoTime();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void proceed(SelectionKey key) {
    try {
      ((Client) key.attachment()).proceed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A condition that a load waits for. */
  interface Condition {
    boolean isMet() throws IOException;
  }

  /** Polls until it is met; fails if nothing arrives for long before. */
  void await(String what, Condition condition) throws IOException {
    lastEvent = System.nanoTime();
    while (!condition.isMet()) {
      poll();
      if ((System.nanoTime() - lastEvent) / 1_000_000 > PATIENCE_MILLIS) {
        throw new LoadFailure("nothing arrived for long while waiting for " + what);
      }
    }
  }

  /** Resets every connection. */
  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()) {
        ((Client) key.attachment()).reset();
      }
    }
    selector.close();
  }
}
