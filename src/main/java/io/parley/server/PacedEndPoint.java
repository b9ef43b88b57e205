package io.parley.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.exception.CloseException;

/**
 * Reads a connection in its turn ({@link ReadGate}), and a WebSocket no faster than its limits
 * allow. The limits are frames and bytes a second, and messages that wait to be stored. What a peer
 * sends beyond them waits in the system's buffers.
 */
final class PacedEndPoint extends CoalescingEndPoint implements ReadGate.Peer {
  private static final Logger LOG = System.getLogger("io.parley.server");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Nanoseconds for which it may read while others wait. */
  private static final long TURN = TimeUnit.MICROSECONDS.toNanos(500);

  /** Defined by the IANA registry of close codes, not by RFC 6455. */
  private static final int TRY_AGAIN_LATER = 1013;

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReadPacer pacer;
  private final ManagedSelector selector;
  private final Scheduler scheduler;
  private final ReadAllowance allowance;
  private final ProcessorUsage own;
  private final SocketAddress peer;
  private final ProcessorUsage ofAddress;

  private final MessageAge age = new MessageAge();
  private final UnstoredMessages unstoredMessages = new UnstoredMessages();
  private final UnfinishedMemory memory;
  private volatile boolean evicted;

  // Used only by the thread that reads.
  private Optional<Runnable> afterTurn = Optional.empty();

  /** A request that another thread handles after this turn. */
  private Optional<Runnable> handOver = Optional.empty();

  private long turnBegan;

  private boolean direct;

  PacedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      FrameCheckingConnector connector,
      ReadPacer pacer) {
    super(channel, selector, key, connector, pacer.isOptimized());
    this.pacer = pacer;
    this.selector = selector;
    this.scheduler = connector.getScheduler();
    this.allowance = new ReadAllowance(pacer.limits(), System.nanoTime());
    this.own = pacer.addresses().ofOne();
    this.peer = getRemoteSocketAddress();
    this.ofAddress = pacer.addresses().open(peer);
    this.memory = new UnfinishedMemory(pacer::account, this::evict);
  }

  @Override
  public void onClose(Throwable cause) {
    pacer.addresses().close(peer);
    memory.close();
    if (isOptimized() && isWebSocket()) {
      SelectorTurn.close(selector, () -> super.onClose(cause));
    } else {
      super.onClose(cause);
    }
  }

  @Override
  public ReadGate.Kind kind() {
    return isWebSocket() ? ReadGate.Kind.WEB_SOCKET : ReadGate.Kind.REQUEST;
  }

  @Override
  public ProcessorUsage ofAddress() {
    return ofAddress;
  }

  @Override
  public ProcessorUsage own() {
    return own;
  }

  ReadAllowance allowance() {
    return allowance;
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
    if (age.takeLate()) {
      String reason = "message not whole after " + pacer.limits().unfinished().toMillis() + " ms";
      throw new CloseException(TRY_AGAIN_LATER, reason);
    }
    if (evicted) {
      throw new CloseException(TRY_AGAIN_LATER, "server is short of memory");
    }
    int before = buffer.remaining();
    int filled = super.fill(buffer);
    if (filled > 0 && isWebSocket()) {
      ByteBuffer read = buffer.duplicate();
      track(read.position(read.position() + before));
    }
    return filled;
  }

  @Override
  void check(ByteBuffer early) {
    super.check(early);
    track(early.duplicate());
  }

  private void track(ByteBuffer read) {
    memory.received(age.read(read, System.nanoTime()));
  }

  /** Counts a frame of a message, by its size after inflation. */
  void receives(int bytes, boolean last) {
    allowance.chargeFrame(bytes);
    memory.inflated(bytes, last);
  }

  /** Evicts the connection to free the memory of its unfinished message: the next read fails. */
  private void evict() {
    evicted = true;
    pacer.evicted(peer);
    scheduler.schedule(() -> getFillInterest().fillable(), 0, TimeUnit.NANOSECONDS);
  }

  @Override
  boolean isReadHere() {
    return pacer.isReadHere(this);
  }

  /** Counts as a response what is sent while this thread reads. */
  @Override
  void sentWhileReading(long bytes) {
    allowance.chargeAnswer(bytes);
  }

  /**
   * Handles the application's demand for the next frame: the engine continues now, or when the peer
   * may send again.
   */
  void demand(Runnable goOn) {
    long wait = allowance.waitingTime(System.nanoTime());
    if (wait > SHORTEST_WAIT) {
      scheduler.schedule(() -> resume(goOn), Math.min(wait, LONGEST_WAIT), TimeUnit.NANOSECONDS);
    } else if (unstoredMessages.holds(goOn, pacer.mostUnstored())
        || pacer.holds(ofAddress, () -> resume(goOn))) {
      LOG.log(Level.TRACE, "held until more is stored");
    } else if (isTurnOver()) {
      afterTurn = Optional.of(goOn);
    } else {
      goOn.run();
    }
  }

  private void resume(Runnable goOn) {
    try {
      demand(goOn);
    } catch (RuntimeException e) {
      // The connection was closed in the meantime.
      LOG.log(Level.TRACE, () -> "nothing more to read: " + FailureText.of(e));
    }
  }

  /** Counts a message until it is stored; too many unstored messages pause reading. */
  void awaits(CompletionStage<?> storing, int size) {
    unstoredMessages.add();
    pacer.waits(ofAddress, size);
    storing.whenComplete((stored, failure) -> stored(size));
  }

  private void stored(int size) {
    pacer.stored(ofAddress, size);
    unstoredMessages.remove(pacer.mostUnstored()).ifPresent(this::resume);
  }

  /** Reads nothing more until a stage completes. */
  void holdUntil(CompletionStage<?> stage) {
    unstoredMessages.hold();
    stage.whenComplete(
        (done, failure) -> unstoredMessages.release(pacer.mostUnstored()).ifPresent(this::resume));
  }

  /**
   * Whether the selector's thread may read now. No callback of a WebSocket blocks; and what handles
   * a request may be another thread: {@link #handle}.
   */
  private boolean isReadBySelector() {
    return isOptimized() && (isWebSocket() || isBeforeRequest());
  }

  private boolean isBeforeRequest() {
    return getConnection() instanceof RecordingConnection http && http.isBeforeRequest();
  }

  /**
   * Handles a request that was read: on the selector's thread only where nothing waits for it.
   *
   * @param waits whether the handling may wait for anything
   */
  void handle(Runnable request, boolean waits) {
    if (direct && waits) {
      handOver = Optional.of(request);
    } else {
      request.run();
    }
  }

  private boolean isTurnOver() {
    return (direct || pacer.gate().hasWaiting(kind()))
        && pacer.isReadHere(this)
        && System.nanoTime() - turnBegan > TURN;
  }

  /** Reads on another thread when its turn comes. */
  void submit(Runnable read) {
    pacer.gate().submit(this, () -> read(read));
  }

  /** Reads on the selector's thread. */
  private void readDirectly(Callback callback) {
    direct = true;
    turnBegan = System.nanoTime();
    try {
      pacer.reads(this, () -> coalesce(callback::succeeded));
    } finally {
      direct = false;
      long used = System.nanoTime() - turnBegan;
      own.add(used);
      ofAddress.add(used);
      endTurn();
    }
  }

  private void read(Runnable read) {
    turnBegan = System.nanoTime();
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      pacer.reads(this, () -> coalesce(read));
    } finally {
      long used = THREADS.getCurrentThreadCpuTime() - before;
      own.add(used);
      ofAddress.add(used);
      endTurn();
    }
  }

  private void endTurn() {
    Optional<Runnable> goOn = afterTurn;
    Optional<Runnable> request = handOver;
    afterTurn = Optional.empty();
    handOver = Optional.empty();
    goOn.ifPresent(this::resume);
    request.ifPresent(this::submit);
  }

  /** Ends the connection where a message takes too long; returns false where none does. */
  boolean endUnfinished(long now) {
    boolean late = age.isOver(pacer.limits().unfinished(), now);
    if (late) {
      getFillInterest().fillable(); // The next read fails.
    }
    return late;
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
        pacer.gate().enter(PacedEndPoint.this, () -> read(callback::succeeded));
      } else if (SelectorTurn.isNow()) {
        readDirectly(callback);
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
