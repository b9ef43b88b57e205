package io.parley.probe.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * A connection to the server. Every wait ends at the deadline or at the size limit, even if the
 * peer does not respond or read, sends one octet a second, or floods.
 */
public final class ProbeConnection implements AutoCloseable {
  /** Octets of a response that are kept: an endless response must not fill the memory. */
  public static final int MAX_ANSWER = 256 * 1024;

  /** At least what one record of TLS holds. */
  private static final int READ_AT_ONCE = 32 * 1024;

  private static final int BOTH = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

  private final SocketChannel channel = SocketChannel.open();
  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocate(READ_AT_ONCE);
  private final StringBuilder received = new StringBuilder();
  private final long deadline;
  private OctetStream stream = new PlainStream(channel);
  private Optional<TlsStream> tls = Optional.empty();
  private String failure = "";
  private ConnectionState connectionState = ConnectionState.OPEN;

  private ProbeConnection(Duration time) throws IOException {
    deadline = System.nanoTime() + time.toNanos();
  }

  /** Connects; {@link #ending()} tells whether that succeeded, and {@link #failure()} why not. */
  public static ProbeConnection open(Transport transport, Duration time) throws IOException {
    ProbeConnection probeConnection = new ProbeConnection(time);
    try {
      probeConnection.connect(transport.address());
    } catch (IOException | RuntimeException e) {
      probeConnection.connectionState = ConnectionState.UNREACHABLE;
    }
    if (transport.tunnel().isPresent()) {
      probeConnection.tunnel(transport.tunnel().get());
    }
    if (transport.tls().isPresent()) {
      probeConnection.protect(transport.tls().get());
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

  private void tunnel(ConnectTunnel tunnel) throws IOException {
    if (connectionState != ConnectionState.OPEN) {
      return;
    }
    send(tunnel.request());
    until(() -> ConnectTunnel.isAnswered(received()));
    String answer = received();
    tunnel
        .refusal(answer, connectionState)
        .ifPresent(why -> fail(ConnectionState.TUNNEL_FAILED, why));
    received.setLength(0);
    received.append(ConnectTunnel.rest(answer));
  }

  private void protect(TlsClient client) {
    if (connectionState != ConnectionState.OPEN) {
      return;
    }
    try {
      TlsStream protectedStream = new TlsStream(channel, client.engine());
      stream = protectedStream;
      tls = Optional.of(protectedStream);
      boolean complete = protectedStream.handshake();
      while (!complete && await(SelectionKey.OP_READ)) {
        complete = protectedStream.handshake();
      }
      if (!complete) {
        fail(
            ConnectionState.TLS_FAILED,
            "the server did not finish the TLS handshake in time; if it has no TLS, the URL begins with ws:");
      }
    } catch (IOException e) {
      fail(ConnectionState.TLS_FAILED, TlsFailure.words(e));
      closeStream(); // Sends the alert.
    }
  }

  private void fail(ConnectionState state, String why) {
    connectionState = state;
    failure = why;
  }

  /** Sends all octets and reads meanwhile, unless the server ends the connection before. */
  public void send(String octets) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    while ((out.hasRemaining() || stream.wantsWrite()) && await(BOTH)) {
      read();
      if (!write(out)) {
        return;
      }
    }
  }

  /** Ends the sending side of the connection: over TLS with {@code close_notify}, then of TCP. */
  public void finish() throws IOException {
    if (connectionState != ConnectionState.OPEN) {
      return;
    }
    stream.finish();
    while (stream.wantsWrite() && await(BOTH)) {
      read();
    }
    channel.shutdownOutput();
  }

  /** Reads until there is enough, the connection ends, or the time is up. */
  public void until(BooleanSupplier enough) throws IOException {
    while (!enough.getAsBoolean() && await(SelectionKey.OP_READ)) {
      read();
    }
  }

  /** Reads for that long at most, until there is enough or the connection ends. */
  public void linger(Duration time, BooleanSupplier enough) throws IOException {
    long until = Math.min(System.nanoTime() + time.toNanos(), deadline);
    while (!enough.getAsBoolean()
        && System.nanoTime() < until
        && awaitUntil(until, SelectionKey.OP_READ)) {
      read();
    }
  }

  public String received() {
    return received.toString();
  }

  public ConnectionState ending() {
    return connectionState;
  }

  /** Explains a failed tunnel, or failed TLS, in one sentence; empty if there was none. */
  public String failure() {
    return failure;
  }

  /** The protocol that ALPN chose; empty without TLS, or if none was chosen. */
  public String applicationProtocol() {
    return tls.map(TlsStream::applicationProtocol).orElse("");
  }

  /** The server's certificates, its own first; empty without TLS. */
  public List<Certificate> certificates() {
    return tls.map(TlsStream::certificates).orElse(List.of());
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      if (connectionState == ConnectionState.OPEN) {
        closeStream();
        connectionState = ConnectionState.CLOSED;
      }
    }
  }

  /** Says good-bye without waiting whether the server hears it. */
  private void closeStream() {
    try {
      stream.finish();
    } catch (IOException e) {
      return; // The server has left already.
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
    if (!stream.isReadable()) {
      int wanted = stream.wantsWrite() ? operations | SelectionKey.OP_WRITE : operations;
      channel.keyFor(selector).interestOps(wanted);
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      selector.select(Math.max(1, left));
      selector.selectedKeys().clear();
    }
    return connectionState == ConnectionState.OPEN;
  }

  private boolean write(ByteBuffer out) {
    try {
      stream.write(out);
      return true;
    } catch (IOException e) {
      return false; // Its response may still be readable.
    }
  }

  private void read() {
    try {
      in.clear();
      int count = stream.read(in);
      received.append(new String(in.array(), 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
      if (count < 0) {
        connectionState = stream.isTruncated() ? ConnectionState.TRUNCATED : ConnectionState.CLOSED;
      }
    } catch (SSLException e) {
      fail(ConnectionState.TLS_FAILED, TlsFailure.words(e));
    } catch (IOException e) {
      connectionState = ConnectionState.RESET;
    }
    if (received.length() > MAX_ANSWER) {
      received.setLength(MAX_ANSWER);
      connectionState = ConnectionState.OVERFLOWED;
    }
  }
}
