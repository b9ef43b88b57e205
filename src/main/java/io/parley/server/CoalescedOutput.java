package io.parley.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Collects the small writes of one connection, and passes them to the kernel in one: while its own
 * thread handles what it has received, and while another delivers several messages to it. What a
 * selector's thread has collected may wait for the end of a {@link WriteBatch}. What is collected
 * counts as written, and the engine goes on. Where the kernel does not take it at once, the
 * engine's next write waits until it has. Thread-safe.
 */
final class CoalescedOutput {
  /** Bytes of a thread's buffer. */
  private static final int CAPACITY = 16 * 1024;

  /** Bytes. A larger write is not copied. */
  private static final int LARGE = CAPACITY / 4;

  /** Bytes of a frame's header, where its payload is not larger than {@link #LARGE}. */
  private static final int MOST_OF_HEADER = 4;

  private static final int FIN = 0x80;

  /** Payload lengths from which on, or by which, a header has two more bytes: RFC 6455 5.2. */
  private static final int LENGTH_16 = 126;

  private static final ThreadLocal<Collector> COLLECTORS = ThreadLocal.withInitial(Collector::new);

  /** A thread's buffer, with which it collects for one connection at a time. */
  private static final class Collector {
    final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

    /** For a frame that is not collected. */
    final ByteBuffer frame = ByteBuffer.allocateDirect(LARGE + MOST_OF_HEADER);

    /** For which it collects now. */
    Optional<CoalescedOutput> owner = Optional.empty();

    /** Whether it collects for the next connection that this thread writes to. */
    boolean awaitsOwner;
  }

  /** The socket below. */
  interface Sink {
    /** Writes what the kernel takes now; returns whether that was all. */
    boolean flush(ByteBuffer buffer) throws IOException;

    /** Writes all; one write at a time. */
    void write(Callback callback, ByteBuffer... buffers);

    /**
     * So many bytes will be flushed at the end of the batch.
     *
     * @param cost nanoseconds that this is likely to take
     */
    void deferred(int bytes, long cost);
  }

  private final Sink sink;

  // Guarded by this.
  /** The buffer of the thread that collects, in fill mode. */
  private Optional<ByteBuffer> buffer = Optional.empty();

  /** What was collected and waits for the end of a batch; empty while a thread collects. */
  private Optional<ByteBuffer> deferred = Optional.empty();

  /** Whether a rest of what was collected waits for the kernel. */
  private boolean restWaits;

  /** The engine's next write. */
  private Optional<Runnable> afterRest = Optional.empty();

  /** Frames that the engine has and that are not written. */
  private int engineFrames;

  private Optional<IOException> failure = Optional.empty();
  private boolean closing;

  CoalescedOutput(Sink sink) {
    this.sink = sink;
  }

  /** Runs work that writes to one connection, and coalesces its writes. */
  static void coalesce(Runnable work) {
    Collector collector = COLLECTORS.get();
    if (collector.owner.isPresent()) {
      work.run();
      return;
    }
    collector.awaitsOwner = true;
    try {
      work.run();
    } finally {
      collector.awaitsOwner = false;
      collector.owner.ifPresent(output -> output.stop(collector));
    }
  }

  /** Runs work that handles what this connection has received, and coalesces its own writes. */
  void coalesceOwn(Runnable work) {
    coalesceOwn(work, Optional.empty());
  }

  /**
   * Like {@link #coalesceOwn(Runnable)}.
   *
   * @param batch may take what is still collected when the work is done
   */
  void coalesceOwn(Runnable work, Optional<WriteBatch> batch) {
    Collector collector = COLLECTORS.get();
    if (!start(collector)) {
      work.run();
      return;
    }
    try {
      work.run();
    } finally {
      batch.ifPresent(this::defer);
      stop(collector);
    }
  }

  private synchronized void defer(WriteBatch batch) {
    if (hasCollected() && isOpen()) {
      ByteBuffer bytes = buffer.get();
      int size = bytes.position();
      deferred = batch.add(this, bytes.flip());
      bytes.clear();
      if (deferred.isPresent()) {
        sink.deferred(size, batch.costOfWrite());
      } else {
        bytes.position(size);
      }
    }
  }

  /** Passes on what waits for the end of a batch. Never blocks. */
  synchronized void passDeferred() {
    Optional<ByteBuffer> bytes = deferred;
    deferred = Optional.empty();
    bytes.ifPresent(this::pass);
  }

  /** Returns false where this thread collects for another connection, or another for this one. */
  private boolean start(Collector collector) {
    collector.awaitsOwner = false;
    if (collector.owner.isPresent()) {
      return false;
    }
    synchronized (this) {
      passDeferred();
      if (buffer.isEmpty() && !closing) {
        buffer = Optional.of(collector.buffer.clear());
        collector.owner = Optional.of(this);
      }
    }
    return collector.owner.isPresent();
  }

  private void stop(Collector collector) {
    collector.owner = Optional.empty();
    synchronized (this) {
      if (hasCollected()) {
        drain();
      }
      buffer = Optional.empty();
    }
  }

  private boolean hasCollected() {
    return buffer.isPresent() && buffer.get().position() > 0;
  }

  /** Passes on what is collected. Never blocks. */
  synchronized void drain() {
    passDeferred();
    if (hasCollected()) {
      drain(buffer.get());
    }
  }

  private void drain(ByteBuffer bytes) {
    pass(bytes.flip());
    bytes.clear();
  }

  private void pass(ByteBuffer bytes) {
    try {
      if (!sink.flush(bytes)) {
        ByteBuffer rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        restWaits = true;
        sink.write(Callback.from(this::restWritten, this::restFailed), rest);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Sends a message as one frame without the engine, which would touch a dozen objects of the
   * connection. In a room of thousands none of them is in the processor's caches.
   *
   * @param opCode of a text or a binary message
   * @return false where the engine has to send it, because nothing was sent: other frames are on
   *     their way, or the connection closes or has failed, or the payload is large
   */
  boolean send(byte opCode, ByteBuffer payload) {
    Collector collector = COLLECTORS.get();
    if (collector.awaitsOwner) {
      start(collector);
    }
    int size = payload.remaining() + MOST_OF_HEADER;
    synchronized (this) {
      passDeferred();
      if (engineFrames > 0 || payload.remaining() > LARGE || !isOpen()) {
        return false;
      }
      if (buffer.isEmpty()) {
        putFrame(collector.frame.clear(), opCode, payload);
        pass(collector.frame.flip());
        return failure.isEmpty();
      }
      boolean fits = hasSpace(size);
      if (fits) {
        putFrame(buffer.get(), opCode, payload);
      }
      return fits;
    }
  }

  private static void putFrame(ByteBuffer buffer, byte opCode, ByteBuffer payload) {
    int length = payload.remaining();
    buffer.put((byte) (FIN | opCode));
    if (length < LENGTH_16) {
      buffer.put((byte) length);
    } else {
      buffer.put((byte) LENGTH_16).putShort((short) length);
    }
    buffer.put(payload.duplicate());
  }

  /** Counts a frame that the engine sends, until its callback is complete. */
  Callback engineSends(Callback sent) {
    synchronized (this) {
      engineFrames++;
    }
    return Callback.from(this::engineSent, sent);
  }

  private synchronized void engineSent() {
    engineFrames--;
  }

  /** From now on a write is complete only when the kernel has it, because the connection closes. */
  synchronized void close() {
    closing = true;
  }

  /** Writes in order with all writes before. */
  void write(Callback callback, ByteBuffer... buffers) {
    Collector collector = COLLECTORS.get();
    if (collector.awaitsOwner) {
      start(collector);
    }
    if (collect(buffers)) {
      callback.succeeded();
    } else if (isFree(() -> writeNow(callback, buffers))) {
      writeNow(callback, buffers);
    }
  }

  private synchronized boolean collect(ByteBuffer... buffers) {
    long size = BufferUtil.remaining(buffers);
    if (buffer.isEmpty() || size > LARGE || !isOpen() || !hasSpace(size)) {
      return false;
    }
    for (ByteBuffer each : buffers) {
      buffer.get().put(each);
    }
    return true;
  }

  private boolean isOpen() {
    return !closing && !restWaits && failure.isEmpty();
  }

  /** Makes space in the buffer; returns false where the kernel does not take what is in it. */
  private boolean hasSpace(long size) {
    if (buffer.get().remaining() < size) {
      drain();
    }
    return isOpen();
  }

  /** Whether nothing is ahead of a write; else the write runs when that is the case. */
  private synchronized boolean isFree(Runnable write) {
    drain();
    if (restWaits) {
      afterRest = Optional.of(write);
    }
    return !restWaits;
  }

  private void writeNow(Callback callback, ByteBuffer... buffers) {
    Optional<IOException> failed;
    synchronized (this) {
      failed = failure;
    }
    failed.ifPresentOrElse(callback::failed, () -> sink.write(callback, buffers));
  }

  private void restWritten() {
    takeNext().ifPresent(Runnable::run);
  }

  private void restFailed(Throwable cause) {
    synchronized (this) {
      failure = Optional.of(cause instanceof IOException e ? e : new IOException(cause));
    }
    takeNext().ifPresent(Runnable::run);
  }

  private synchronized Optional<Runnable> takeNext() {
    restWaits = false;
    Optional<Runnable> next = afterRest;
    afterRest = Optional.empty();
    return next;
  }
}
