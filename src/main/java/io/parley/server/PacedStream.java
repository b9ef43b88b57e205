package io.parley.server;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * What a socket carries inside TLS or in one stream of HTTP/2, read as {@link PacedReads} says. The
 * limits of a WebSocket hold here as on a socket; what {@link CoalescingEndPoint} only makes faster
 * does not happen.
 */
final class PacedStream extends StreamEndPoint implements Paced {
  private final PacedEndPoint socket;
  private final ReadPacer pacer;
  private final PacedReads reads;
  private final AtomicReference<InTurn> waiting = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Empty before the upgrade to WebSocket. */
  private volatile Optional<FrameCheck> frames = Optional.empty();

  /**
   * @param inner what the socket carries
   * @param socket to which all reads are charged
   */
  PacedStream(EndPoint inner, PacedEndPoint socket, ReadPacer pacer, Scheduler scheduler) {
    super(inner);
    this.socket = socket;
    this.pacer = pacer;
    this.reads =
        new PacedReads(pacer, scheduler, socket, socket.getRemoteSocketAddress(), this::wake);
  }

  /** The socket that carries an end point, which may be the socket itself. */
  static PacedEndPoint socketOf(EndPoint endPoint) {
    EndPoint below = endPoint;
    while (below instanceof EndPoint.Wrapper wrapper) {
      below = wrapper.unwrap();
    }
    return (PacedEndPoint) below;
  }

  /** Its connection is a WebSocket from now on. */
  void becomesWebSocket() {
    frames = Optional.of(new FrameCheck());
    socket.carries(1);
    pacer.add(this);
  }

  @Override
  public void upgrade(Connection newConnection) {
    if (newConnection instanceof WebSocketConnection) {
      becomesWebSocket();
      newConnection.addEventListener(
          new Connection.Listener() {
            @Override
            public void onClosed(Connection connection) {
              release();
            }
          });
    }
    super.upgrade(newConnection);
  }

  private void release() {
    if (closed.compareAndSet(false, true) && frames.isPresent()) {
      pacer.remove(this);
      socket.carries(-1);
      reads.close();
    }
  }

  @Override
  public void close(Throwable cause) {
    release();
    super.close(cause);
  }

  @Override
  public void close() {
    close(null);
  }

  /**
   * Stays open until it is closed here: where the peer ends a stream, its connection has to read
   * the end.
   */
  @Override
  public boolean isOpen() {
    return frames.isPresent() ? !closed.get() : super.isOpen();
  }

  @Override
  public PacedReads reads() {
    return reads;
  }

  @Override
  public void submit(Runnable read) {
    reads.submit(read);
  }

  @Override
  public void check(ByteBuffer early) {
    if (frames.isPresent()) {
      frames.get().check(early);
      reads.track(early);
    }
  }

  /** Nothing waits here to be sent. */
  @Override
  public void closes() {}

  @Override
  public Callback engineSends(Callback sent) {
    return sent;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (frames.isEmpty()) {
      return super.fill(buffer);
    }
    reads.check();
    int before = buffer.remaining();
    int filled = frames.get().fill(buffer, super::fill);
    if (filled > 0) {
      reads.track(buffer, before);
    }
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    sent(before - BufferUtil.remaining(buffers));
    return all;
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    sent(BufferUtil.remaining(buffers));
    super.write(callback, buffers);
  }

  private void sent(long bytes) {
    if (frames.isPresent() && reads.isReadHere()) {
      reads.sentWhileReading(bytes);
    }
  }

  @Override
  public void fillInterested(Callback callback) {
    super.fillInterested(waiting(callback));
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return super.tryFillInterested(waiting(callback));
  }

  private InTurn waiting(Callback callback) {
    InTurn next = new InTurn(callback);
    waiting.set(next);
    return next;
  }

  private void wake() {
    Optional.ofNullable(waiting.get()).ifPresent(InTurn::succeeded);
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return socket.getRemoteSocketAddress();
  }

  /** Runs a callback when its turn comes. */
  private final class InTurn implements Callback {
    private final Callback callback;

    InTurn(Callback callback) {
      this.callback = callback;
    }

    /** Only one of several calls counts: bytes arrive, or the wait for them ends. */
    @Override
    public void succeeded() {
      if (!waiting.compareAndSet(this, null)) {
        return;
      }
      if (frames.isEmpty()) {
        callback.succeeded();
      } else if (pacer.isReading()) {
        reads.readWithin(callback::succeeded);
      } else {
        reads.submit(callback::succeeded);
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (waiting.compareAndSet(this, null)) {
        callback.failed(cause);
      }
    }

    /** No callback of a WebSocket blocks, so that the selector's thread reads. */
    @Override
    public InvocationType getInvocationType() {
      return frames.isPresent() && pacer.isOptimized()
          ? InvocationType.NON_BLOCKING
          : callback.getInvocationType();
    }
  }
}
