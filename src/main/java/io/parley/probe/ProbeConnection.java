package io.parley.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A connection to the server. Every wait ends at the deadline or at the size limit, even if the
 * peer does not respond or read, sends one octet a second, or floods.
 */
final class ProbeConnection implements AutoCloseable {
  /** Octets of a response that are kept: an endless response must not fill the memory. */
  static final int MAX_ANSWER = 256 * 1024;

  private static final int READ_AT_ONCE = 16 * 1024;

  private final SocketChannel channel = SocketChannel.open();
  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocate(READ_AT_ONCE);
  private final StringBuilder received = new StringBuilder();
  private final long deadline;
  private ConnectionState connectionState = ConnectionState.OPEN;

  private ProbeConnection(Duration time) throws IOException {
    deadline = System.nanoTime() + time.toNanos();
  }

  /** Connects; {@link #ending()} tells whether that succeeded. */
  static ProbeConnection open(InetSocketAddress server, Duration time) throws IOException {
    ProbeConnection probeConnection = new ProbeConnection(time);
    try {
      probeConnection.connect(server);
    } catch (IOException e) {
      probeConnection.connectionState = ConnectionState.UNREACHABLE;
    }
    return probeConnection;
  }

  private void connect(InetSocketAddress server) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.register(selector, SelectionKey.OP_CONNECT);
    boolean connected = channel.connect(server);
    while (!connected && await(SelectionKey.OP_CONNECT)) {
      connected = channel.finishConnect();
    }
    if (!connected) {
      connectionState = ConnectionState.UNREACHABLE;
    }
  }

  /** Sends all octets and reads meanwhile, unless the server ends the connection before. */
  void send(String octets) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    while (out.hasRemaining() && await(SelectionKey.OP_READ | SelectionKey.OP_WRITE)) {
      read();
      if (!write(out)) {
        return;
      }
    }
  }

  /** Shuts down the sending side of the connection. */
  void finish() throws IOException {
    if (connectionState == ConnectionState.OPEN) {
      channel.shutdownOutput();
    }
  }

  /** Reads until there is enough, the connection ends, or the time is up. */
  void until(BooleanSupplier enough) throws IOException {
    while (!enough.getAsBoolean() && await(SelectionKey.OP_READ)) {
      read();
    }
  }

  /** Reads for that long at most, until there is enough or the connection ends. */
  void linger(Duration time, BooleanSupplier enough) throws IOException {
    long until = Math.min(System.nanoTime() + time.toNanos(), deadline);
    while (!enough.getAsBoolean()
        && System.nanoTime() < until
        && awaitUntil(until, SelectionKey.OP_READ)) {
      read();
    }
  }

  String received() {
    return received.toString();
  }

  ConnectionState ending() {
    return connectionState;
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      connectionState =
          connectionState == ConnectionState.OPEN ? ConnectionState.CLOSED : connectionState;
    }
  }

  private boolean await(int operations) throws IOException {
    if (!awaitUntil(deadline, operations) || System.nanoTime() >= deadline) {
      connectionState =
          connectionState == ConnectionState.OPEN ? ConnectionState.TIMED_OUT : connectionState;
    }
    return connectionState == ConnectionState.OPEN;
  }

  private boolean awaitUntil(long until, int operations) throws IOException {
    if (connectionState != ConnectionState.OPEN) {
      return false;
    }
    channel.keyFor(selector).interestOps(operations);
    long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
    selector.select(Math.max(1, left));
    selector.selectedKeys().clear();
    return connectionState == ConnectionState.OPEN;
  }

  private boolean write(ByteBuffer out) {
    try {
      channel.write(out);
      return true;
    } catch (IOException e) {
      return false; // Its response may still be readable.
    }
  }

  private void read() {
    try {
      in.clear();
      int count = channel.read(in);
      received.append(new String(in.array(), 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
      connectionState = count < 0 ? ConnectionState.CLOSED : connectionState;
    } catch (IOException e) {
      connectionState = ConnectionState.RESET;
    }
    if (received.length() > MAX_ANSWER) {
      received.setLength(MAX_ANSWER);
      connectionState = ConnectionState.OVERFLOWED;
    }
  }
}
