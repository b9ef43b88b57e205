package io.parley.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.exception.CloseException;

/**
 * Paces the reads of one connection, which happen in its turn ({@link ReadGate}). A WebSocket is
 * read no faster than its limits allow: frames and bytes a second, and messages that wait to be
 * stored.
 */
final class PacedReads {
  private static final Logger LOG = System.getLogger("io.parley.server");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Nanoseconds for which it may read while others wait. */
  private static final long TURN = TimeUnit.MICROSECONDS.toNanos(500);

  /** Defined by the IANA registry of close codes, not by RFC 6455. */
  private static final int TRY_AGAIN_LATER = 1013;

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReadPacer pacer;
  private final Scheduler scheduler;
  private final ReadGate.Peer peer;
  private final SocketAddress address;
  private final Runnable wake;
  private final ReadAllowance allowance;

  private final MessageAge age = new MessageAge();
  private final UnstoredMessages unstoredMessages = new UnstoredMessages();
  private final UnfinishedMemory memory;
  private volatile boolean evicted;

  // Used only by the thread that reads.
  private Optional<Runnable> afterTurn = Optional.empty();

  /** A request that another thread handles after this turn. */
  private Optional<Runnable> handOver = Optional.empty();

  private long turnBegan;

  /** Nanoseconds of processor time that this turn causes after its end. */
  private long laterUse;

  /** Whether something was taken from the socket in this turn. */
  private boolean took;

  private boolean direct;

  /**
   * @param peer what all reads of the TCP connection are charged to
   * @param address the client's
   * @param wake ends the wait for bytes, so that the next read can fail
   */
  PacedReads(
      ReadPacer pacer,
      Scheduler scheduler,
      ReadGate.Peer peer,
      SocketAddress address,
      Runnable wake) {
    this.pacer = pacer;
    this.scheduler = scheduler;
    this.peer = peer;
    this.address = address;
    this.wake = wake;
    this.allowance = new ReadAllowance(pacer.limits(), System.nanoTime());
    this.memory = new UnfinishedMemory(pacer::account, this::evict);
  }

  /** Releases what it holds. Idempotent. */
  void close() {
    memory.close();
  }

  ReadAllowance allowance() {
    return allowance;
  }

  boolean isOptimized() {
    return pacer.isOptimized();
  }

  /**
   * Has to run before each read.
   *
   * @throws CloseException where the connection has to end instead
   */
  void check() throws IOException {
    if (age.takeLate()) {
      String reason = "message not whole after " + pacer.limits().unfinished().toMillis() + " ms";
      throw new CloseException(TRY_AGAIN_LATER, reason);
    }
    if (evicted) {
      throw new CloseException(TRY_AGAIN_LATER, "server is short of memory");
    }
  }

  /** Tracks the bytes of frames that were read; leaves the buffer unchanged. */
  void track(ByteBuffer read) {
    long now = isReadHere() ? turnBegan : System.nanoTime();
    memory.received(age.read(read, now));
  }

  /** Tracks what a read appended to a buffer that had so many bytes before. */
  void track(ByteBuffer buffer, int before) {
    int position = buffer.position();
    track(buffer.position(position + before));
    buffer.position(position);
  }

  /** Counts a frame of a message, by its size after inflation. */
  void receives(int bytes, boolean last) {
    allowance.chargeFrame(bytes);
    memory.inflated(bytes, last);
  }

  /** Evicts the connection to free the memory of its unfinished message: the next read fails. */
  private void evict() {
    evicted = true;
    pacer.evicted(address);
    scheduler.schedule(wake, 0, TimeUnit.NANOSECONDS);
  }

  /** Whether this thread reads the connection. */
  boolean isReadHere() {
    return pacer.isReadHere(this);
  }

  /** Counts as a response what is sent while this thread reads. */
  void sentWhileReading(long bytes) {
    allowance.chargeAnswer(bytes);
  }

  /**
   * The same for what is sent when other connections are read, too.
   *
   * @param cost nanoseconds of processor time
   */
  void sendsAfterReading(long bytes, long cost) {
    sentWhileReading(bytes);
    laterUse += cost;
  }

  /**
   * Handles the application's demand for the next frame: the engine continues now, or when the peer
   * may send again.
   */
  void demand(Runnable goOn) {
    long now = System.nanoTime();
    long wait = allowance.waitingTime(now);
    if (wait > SHORTEST_WAIT) {
      scheduler.schedule(() -> resume(goOn), Math.min(wait, LONGEST_WAIT), TimeUnit.NANOSECONDS);
    } else if (unstoredMessages.holds(goOn, pacer.mostUnstored())
        || pacer.holds(peer.ofAddress(), () -> resume(goOn))) {
      LOG.log(Level.TRACE, "held until more is stored");
    } else if (isTurnOver(now)) {
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
    pacer.waits(peer.ofAddress(), size);
    storing.whenComplete((stored, failure) -> stored(size));
  }

  private void stored(int size) {
    pacer.stored(peer.ofAddress(), size);
    unstoredMessages.remove(pacer.mostUnstored()).ifPresent(this::resume);
  }

  /** Reads nothing more until a stage completes. */
  void holdUntil(CompletionStage<?> stage) {
    unstoredMessages.hold();
    stage.whenComplete(
        (done, failure) -> unstoredMessages.release(pacer.mostUnstored()).ifPresent(this::resume));
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

  private void beginTurn(long now) {
    turnBegan = now;
    laterUse = 0;
    took = false;
  }

  /** Whether others are to be read before it takes more from the socket; each turn takes once. */
  boolean endsTurn() {
    boolean ends = took && isTurnOver(System.nanoTime());
    took = true;
    return ends;
  }

  private boolean isTurnOver(long now) {
    return (direct || pacer.gate().hasWaiting(peer.kind()))
        && pacer.isReadHere(this)
        && now - turnBegan > TURN;
  }

  /** Reads on another thread when its turn comes. */
  void submit(Runnable read) {
    pacer.gate().submit(peer, () -> read(read));
  }

  /**
   * Reads on the selector's thread.
   *
   * @param now nanoseconds of the monotonic clock
   */
  void readDirectly(long now, Runnable read) {
    direct = true;
    beginTurn(now);
    try {
      pacer.reads(this, read);
    } finally {
      direct = false;
      long end = System.nanoTime();
      used(end - turnBegan + laterUse, end);
      endTurn();
    }
  }

  /** Reads now on this thread, or on another thread when its turn comes. */
  void enter(Runnable read) {
    pacer.gate().enter(peer, () -> read(read));
  }

  /** Reads within a read of the TCP connection below, which the gate has admitted. */
  void readWithin(Runnable read) {
    direct = true;
    beginTurn(System.nanoTime());
    try {
      pacer.reads(this, read);
    } finally {
      direct = false;
      endTurn();
    }
  }

  private void read(Runnable read) {
    beginTurn(System.nanoTime());
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      pacer.reads(this, read);
    } finally {
      long used = THREADS.getCurrentThreadCpuTime() - before;
      used(used, System.nanoTime());
      endTurn();
    }
  }

  private void used(long nanos, long now) {
    peer.own().add(nanos, now);
    peer.ofAddress().add(nanos, now);
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
      wake.run(); // The next read fails.
    }
    return late;
  }
}
