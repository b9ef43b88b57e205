package io.parley.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * An end point that makes fewer system calls for a WebSocket: it coalesces small writes ({@link
 * CoalescedOutput}), and does not read again what it has just emptied.
 */
abstract class CoalescingEndPoint extends FrameCheckingConnector.Checked {
  private final boolean optimized;
  private final CoalescedOutput output = new CoalescedOutput(new Kernel());

  /**
   * Whether the last read took all that had arrived, and no other was made since. Used only by the
   * thread that reads.
   */
  private boolean emptied;

  /** The same for a connection that is no WebSocket yet. */
  private boolean beforeUpgrade;

  // Used only by the thread that reads.

  /** Whether {@link #coalesce} runs. */
  private boolean coalescing;

  /** Whether it shuts the output down at its end. */
  private boolean shutDownLater;

  /**
   * @param optimized false for an end point that makes all calls that Jetty makes
   */
  CoalescingEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      FrameCheckingConnector connector,
      boolean optimized) {
    super(channel, selector, key, connector);
    this.optimized = optimized;
  }

  /** Whether this thread reads the end point. */
  abstract boolean isReadHere();

  /** Some bytes were written by the thread that reads. */
  abstract void sentWhileReading(long bytes);

  /**
   * Some bytes will be written by the thread that reads, when it has read other connections.
   *
   * @param cost nanoseconds that this is likely to take
   */
  abstract void sendsAfterReading(long bytes, long cost);

  final boolean isOptimized() {
    return optimized;
  }

  final boolean isWebSocket() {
    return getConnection() instanceof WebSocketConnection;
  }

  /** Runs the work that handles what was received. */
  final void coalesce(Runnable read) {
    coalesce(read, Optional.empty());
  }

  /** Like {@link #coalesce(Runnable)}; the batch may take what the work has sent. */
  final void coalesce(Runnable read, Optional<WriteBatch> batch) {
    coalescing = true;
    try {
      if (optimized && isWebSocket()) {
        output.coalesceOwn(read, batch);
      } else {
        read.run();
      }
    } finally {
      coalescing = false;
      shutDownNow();
    }
  }

  private void shutDownNow() {
    if (shutDownLater) {
      shutDownLater = false;
      if (isOpen()) {
        output.drain();
        super.doShutdownOutput();
      }
    }
  }

  /** Waits for the end of the read: where it closes the connection, the close is enough. */
  @Override
  protected void doShutdownOutput() {
    if (isReadHere() && coalescing && optimized && isWebSocket()) {
      shutDownLater = true;
    } else {
      output.drain();
      super.doShutdownOutput();
    }
  }

  /** See {@link Paced#closes}. */
  public final void closes() {
    output.close();
  }

  /** See {@link Paced#engineSends}. */
  public final Callback engineSends(Callback sent) {
    return optimized ? output.engineSends(sent) : sent;
  }

  /** What sends frames without the engine; empty where all have to pass through it. */
  final Optional<CoalescedOutput> output() {
    return optimized ? Optional.of(output) : Optional.empty();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (emptied && !isBroken()) {
      emptied = false; // The selector tells when there is more.
      return 0;
    }
    if (isReadHere()) {
      output.drain(); // All that was received before has been handled.
    }
    int filled = super.fill(buffer);
    boolean tookAll = optimized && hasTakenAll(filled, buffer);
    emptied = tookAll && isWebSocket();
    beforeUpgrade = tookAll && !isWebSocket();
    return filled;
  }

  /** The first read of the WebSocket finds nothing where the request was all that had arrived. */
  @Override
  public void upgrade(Connection newConnection) {
    emptied = beforeUpgrade && newConnection instanceof WebSocketConnection;
    super.upgrade(newConnection);
  }

  private boolean hasTakenAll(int filled, ByteBuffer buffer) {
    return filled > 0 && !isBroken() && BufferUtil.space(buffer) > 0;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (!isReadHere()) {
      return super.flush(buffers);
    }
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    sentWhileReading(before - BufferUtil.remaining(buffers));
    return all;
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    if (optimized && isWebSocket()) {
      output.write(callback, buffers);
    } else {
      super.write(callback, buffers);
    }
  }

  private final class Kernel implements CoalescedOutput.Sink {
    /** Jetty's own flush gathers, which costs more for one buffer. */
    @Override
    public boolean flush(ByteBuffer buffer) throws IOException {
      int written = getChannel().write(buffer);
      if (written > 0) {
        notIdle();
      }
      if (isReadHere()) {
        sentWhileReading(written);
      }
      return !buffer.hasRemaining();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      CoalescingEndPoint.super.write(callback, buffers);
    }

    @Override
    public void deferred(int bytes, long cost) {
      sendsAfterReading(bytes, cost);
    }
  }
}
