package io.parley.server;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Callback;

/**
 * The socket of a connection, which is read in its turn, and as a WebSocket no faster than its
 * limits allow ({@link PacedReads}). What a peer sends beyond them waits in the system's buffers.
 */
final class PacedEndPoint extends CoalescingEndPoint
    implements Paced, ReadGate.Peer, TcpConnections.Waiting {
  /** Bytes. */
  private static final int MOST_DISCARDED = 1 << 20;

  private final TcpConnections connections;
  private final boolean secure;
  private final boolean onlyHttp1;
  private final ReadPacer pacer;
  private final ManagedSelector selector;
  private final Optional<WriteBatch> batch;
  private final SelectionKey key;
  private final PacedReads reads;
  private final ProcessorUsage own;
  private final SocketAddress peer;
  private final ProcessorUsage ofAddress;

  /** WebSockets inside its TLS or its HTTP/2 streams. */
  private final AtomicInteger carried = new AtomicInteger();

  PacedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      FrameCheckingConnector connector,
      TcpConnections connections) {
    super(channel, selector, key, connector, connections.pacer().isOptimized());
    this.connections = connections;
    this.secure = connector.isSecure();
    this.onlyHttp1 = connector.isOnlyHttp1();
    this.pacer = connections.pacer();
    this.selector = selector;
    this.batch = SelectorTurn.batch(selector);
    this.key = key;
    this.own = pacer.addresses().ofOne();
    this.peer = getRemoteSocketAddress();
    this.ofAddress = pacer.addresses().open(peer);
    this.reads =
        new PacedReads(
            pacer, connector.getScheduler(), this, peer, () -> getFillInterest().fillable());
  }

  /** Jetty would update the key of a closed channel, too, and catch the exception. */
  @Override
  public void updateKey() {
    if (key.isValid()) {
      super.updateKey();
    }
  }

  @Override
  public PacedReads reads() {
    return reads;
  }

  @Override
  public void onOpen() {
    connections.accepted(this, secure);
    super.onOpen();
  }

  /** Ends a TLS handshake that takes too long. */
  @Override
  public boolean expire() {
    close();
    return true;
  }

  @Override
  public EndPoint getEndPoint() {
    return this;
  }

  @Override
  public void onClose(Throwable cause) {
    connections.done(this);
    pacer.addresses().close(peer);
    reads.close();
    if (isOptimized() && isWebSocket()) {
      SelectorTurn.close(selector, () -> super.onClose(cause));
    } else {
      super.onClose(cause);
    }
  }

  /**
   * Takes what has arrived of HTTP/2 or TLS and was not read. Else TCP resets the connection, and
   * the client may not get the frame that says why it ends. Jetty reads on by itself elsewhere.
   */
  @Override
  public void doClose() {
    if (!isWebSocket() && !(getConnection() instanceof RecordingConnection)) {
      Sockets.discard(getChannel(), MOST_DISCARDED);
    }
    super.doClose();
  }

  /** Counts a WebSocket inside its TLS or its HTTP/2 streams. */
  void carries(int change) {
    carried.addAndGet(change);
  }

  @Override
  public ReadGate.Kind kind() {
    return isWebSocket() || carried.get() > 0 ? ReadGate.Kind.WEB_SOCKET : ReadGate.Kind.REQUEST;
  }

  @Override
  public ProcessorUsage ofAddress() {
    return ofAddress;
  }

  @Override
  public ProcessorUsage own() {
    return own;
  }

  @Override
  public void fillInterested(Callback callback) {
    super.fillInterested(new InTurn(callback));
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return super.tryFillInterested(new InTurn(callback));
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    reads.check();
    if (!isWebSocket() && reads.endsTurn()) {
      return 0; // The selector tells when there is more.
    }
    int before = buffer.remaining();
    int filled = super.fill(buffer);
    if (filled > 0 && isWebSocket()) {
      reads.track(buffer, before);
    } else if (filled > 0 && secure) {
      connections.began(this);
    }
    return filled;
  }

  @Override
  public void check(ByteBuffer early) {
    super.check(early);
    if (isChecked()) {
      reads.track(early);
    }
  }

  @Override
  boolean isReadHere() {
    return reads.isReadHere();
  }

  @Override
  void sentWhileReading(long bytes) {
    reads.sentWhileReading(bytes);
  }

  @Override
  void sendsAfterReading(long bytes, long cost) {
    reads.sendsAfterReading(bytes, cost);
  }

  @Override
  public void submit(Runnable read) {
    reads.submit(() -> coalesce(read));
  }

  /**
   * Whether the selector's thread may read now. No callback of a WebSocket blocks; and what handles
   * a request may be another thread: {@link PacedReads#handle}. What begins as a request of
   * HTTP/1.1 may be the preface of HTTP/2, and then the same read handles all frames that came with
   * it.
   */
  private boolean isReadBySelector() {
    return isOptimized() && (isWebSocket() || (onlyHttp1 && isBeforeRequest()));
  }

  private boolean isBeforeRequest() {
    return getConnection() instanceof RecordingConnection http && http.isBeforeRequest();
  }

  /** Runs a callback when its turn comes. */
  private final class InTurn implements Callback {
    private final Callback callback;

    InTurn(Callback callback) {
      this.callback = callback;
    }

    @Override
    public void succeeded() {
      if (!isReadBySelector()) {
        reads.enter(() -> coalesce(callback::succeeded));
        return;
      }
      long now = System.nanoTime();
      if (SelectorTurn.includes(now)) {
        batch.ifPresent(open -> open.flushLate(now));
        reads.readDirectly(now, () -> coalesce(callback::succeeded, batch));
      } else {
        submit(callback::succeeded);
      }
    }

    @Override
    public void failed(Throwable cause) {
      callback.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
      return isReadBySelector() ? InvocationType.NON_BLOCKING : callback.getInvocationType();
    }
  }
}
