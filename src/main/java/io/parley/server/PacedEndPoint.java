package io.parley.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.exception.CloseException;

/**
 * Reads a connection no faster than its peer may send: frames and bytes a second, and its share of
 * the processors while these are busy. What a peer sends beyond that waits in the system's buffers.
 */
final class PacedEndPoint extends FrameCheckingConnector.Checked {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Nanoseconds of a processor that a peer may use at once. */
  private static final double BURST = TimeUnit.MILLISECONDS.toNanos(3);

  /** Nanoseconds of a processor for which it may read while others wait. */
  private static final long TURN = TimeUnit.MICROSECONDS.toNanos(500);

  /** How much more a connection's own use counts than its address's. */
  private static final double OWN = 20;

  /** Bytes that are read at once while processors are busy: some frames only. */
  private static final int PIECE = 512;

  /** Bytes that are read at once where a peer has sent as much as it may. */
  private static final int SHORTEST_PIECE = 32;

  /** Bytes: a header with a mask, and no payload. */
  private static final int SHORTEST_FRAME = 6;

  /** Not in RFC 6455: from the IANA registry of close codes. */
  private static final int TRY_AGAIN_LATER = 1013;

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReadPacer pacer;
  private final Scheduler scheduler;
  private final FrameTracker tracker = new FrameTracker();
  private final Bucket processor = new Bucket(BURST);
  private final Usage own = new Usage();
  private final SocketAddress peer;
  private final Usage ofAddress;
  private final Bucket frames;
  private final Bucket bytes;

  // Guarded by this.
  private Optional<Thread> reader = Optional.empty();
  private long readerTime;
  private long usedInTurn;
  private long readInTurn;

  /** What a byte of this peer costs. */
  private long nanosPerByte;

  private int turn;
  private long framesCharged;
  private long messagesEnded;
  private long unfinishedSince;
  private boolean unfinished;
  private boolean late;

  PacedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      FrameCheckingConnector connector,
      ReadPacer pacer) {
    super(channel, selector, key, connector);
    this.pacer = pacer;
    this.scheduler = connector.getScheduler();
    this.peer = getRemoteSocketAddress();
    this.ofAddress = pacer.addresses().open(peer);
    // Half a second's: the application closes who comes to a whole one.
    this.frames = new Bucket(pacer.limits().frames() / 2.0);
    this.bytes = new Bucket(pacer.limits().bytes() / 2.0);
  }

  @Override
  public void onClose(Throwable cause) {
    pacer.addresses().close(peer);
    super.onClose(cause);
  }

  @Override
  public void fillInterested(Callback callback) {
    super.fillInterested(new Metered(callback));
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return super.tryFillInterested(new Metered(callback));
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    failIfLate();
    if (waitingTime() > 0 || isNotItsTurn()) {
      return 0;
    }
    int before = buffer.remaining();
    int filled = fill(buffer, pieceSize(BufferUtil.space(buffer)));
    if (filled > 0 && getConnection() instanceof WebSocketConnection) {
      ByteBuffer read = buffer.duplicate();
      track(read.position(read.position() + before));
    }
    return filled;
  }

  /** No more than may be read: once it is in the engine's buffer, nothing holds it back. */
  private synchronized int pieceSize(int space) {
    if (!(getConnection() instanceof WebSocketConnection)) {
      return space;
    }
    boolean contended = pacer.isBusy() || pacer.gate().isCrowded();
    int most =
        contended ? (int) Math.min(space, TURN / Math.max(nanosPerByte, TURN / PIECE)) : space;
    double allowed = pacer.limits().frames() == 0 ? most : frames.credit() * SHORTEST_FRAME;
    return (int) Math.max(SHORTEST_PIECE, Math.min(most, allowed));
  }

  /** What is left to be read waits behind others that have used less. */
  private synchronized boolean isNotItsTurn() {
    boolean inTurn = reader.filter(Thread.currentThread()::equals).isPresent();
    boolean over = pacer.gate().isCrowded() && usedInTurn > TURN;
    return getConnection() instanceof WebSocketConnection && (!inTurn || over);
  }

  private int fill(ByteBuffer buffer, int size) throws IOException {
    if (size >= BufferUtil.space(buffer)) {
      return super.fill(buffer);
    }
    ByteBuffer piece = BufferUtil.allocate(size);
    int filled = super.fill(piece);
    BufferUtil.append(buffer, piece);
    return filled;
  }

  @Override
  void check(ByteBuffer early) {
    super.check(early);
    track(early.duplicate());
  }

  private synchronized void track(ByteBuffer read) {
    bytes.charge(read.remaining());
    readInTurn += read.remaining();
    tracker.read(read);
    frames.charge((double) tracker.frames() - framesCharged);
    framesCharged = tracker.frames();
    if (!unfinished || tracker.messages() > messagesEnded) {
      unfinishedSince = System.nanoTime();
    }
    unfinished = tracker.isUnfinished();
    messagesEnded = tracker.messages();
  }

  /** A message became larger when it was inflated. */
  synchronized void inflated(int more) {
    bytes.charge(more);
  }

  /** What is sent while this thread reads is an answer to what was read. */
  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    synchronized (this) {
      if (reader.filter(Thread.currentThread()::equals).isPresent()) {
        bytes.charge((double) before - BufferUtil.remaining(buffers));
      }
    }
    return all;
  }

  @Override
  protected void needsFillInterest() {
    long wait = waitingTime();
    if (wait > 0) {
      scheduler.schedule(super::needsFillInterest, wait, TimeUnit.NANOSECONDS);
    } else {
      super.needsFillInterest();
    }
  }

  /** Nanoseconds until it may be read again; a request is never held back. */
  private synchronized long waitingTime() {
    long now = System.nanoTime();
    double share = pacer.share();
    chargeTime();
    processor.grow(share * TimeUnit.SECONDS.toNanos(1), now);
    ReadLimits limits = pacer.limits();
    frames.grow(limits.frames(), now);
    bytes.grow((double) limits.bytes(), now);
    if (!(getConnection() instanceof WebSocketConnection)) {
      return 0;
    }
    long wait = processor.untilPaid(share * TimeUnit.SECONDS.toNanos(1));
    wait = limits.frames() == 0 ? wait : Math.max(wait, frames.untilPaid(limits.frames()));
    wait = limits.bytes() == 0 ? wait : Math.max(wait, bytes.untilPaid((double) limits.bytes()));
    return wait < SHORTEST_WAIT ? 0 : Math.min(wait, LONGEST_WAIT);
  }

  private synchronized void begin() {
    reader = Optional.of(Thread.currentThread());
    readerTime = THREADS.getCurrentThreadCpuTime();
    usedInTurn = 0;
    readInTurn = 0;
  }

  private synchronized void end() {
    chargeTime();
    if (readInTurn > 0) {
      nanosPerByte = (nanosPerByte + usedInTurn / readInTurn) / 2;
    }
    reader = Optional.empty();
  }

  private synchronized void chargeTime() {
    if (reader.filter(Thread.currentThread()::equals).isPresent()) {
      long now = THREADS.getCurrentThreadCpuTime();
      processor.charge((double) now - readerTime);
      own.add(now - readerTime);
      ofAddress.add(now - readerTime);
      usedInTurn += now - readerTime;
      readerTime = now;
      turn = pacer.uses(turn);
    }
  }

  /** Ends the connection where a message has taken too long; false where none has. */
  boolean endUnfinished(long now) {
    synchronized (this) {
      if (!unfinished || now - unfinishedSince < pacer.limits().unfinished().toNanos()) {
        return false;
      }
      unfinished = false;
      late = true;
    }
    getFillInterest().fillable(); // The next read fails.
    return true;
  }

  private synchronized void failIfLate() {
    if (late) {
      late = false;
      String reason = "message not whole after " + pacer.limits().unfinished().toMillis() + " ms";
      throw new CloseException(TRY_AGAIN_LATER, reason);
    }
  }

  /** Knows which thread reads, and how long. */
  private final class Metered implements Callback {
    private final Callback callback;

    Metered(Callback callback) {
      this.callback = callback;
    }

    @Override
    public void succeeded() {
      if (getConnection() instanceof WebSocketConnection) {
        pacer.gate().enter(own.now() * OWN + ofAddress.now(), this::read);
      } else {
        read();
      }
    }

    private void read() {
      begin();
      try {
        callback.succeeded();
      } finally {
        end();
      }
    }

    @Override
    public void failed(Throwable cause) {
      callback.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
      return callback.getInvocationType();
    }
  }
}
