package io.parley.endpoint;

import io.parley.chat.Outbox;
import io.parley.chat.Payload;
import io.parley.memory.MemoryAccount;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sends the outgoing messages of one session, with one send in flight.
 *
 * <p>Containers refuse, lose or queue without bound sends that overlap, and some call the handler
 * before the send returns. So a flat loop sends, in one thread at a time, and a completion only
 * resumes it. Pings and the close also wait for their turn. A worker runs them, because they may
 * block. The container and the owner are never called while the outbox is locked.
 */
final class SessionOutbox implements Outbox {
  private enum Turn {
    /** Nothing is left to do. */
    NOTHING,
    /** Something is left for later: a send is in flight, or the session has not opened. */
    LATER,
    PAYLOAD,
    PING,
    TASK,
    CLOSE
  }

  /** The owner of the outbox. */
  interface Owner {
    /** Whether messages may leave now; called while the outbox is locked. */
    boolean mayTransmit();

    /** The queue has grown. */
    void queueGrew();

    /** The queue exceeded its limit; the outbox is abandoned. */
    void overflowed();

    /** The container refused a send or failed to send; the outbox is abandoned. */
    void failed(Throwable cause);

    /** The container has taken all that was sent before {@link SessionOutbox#close()}. */
    void drained();

    /** Runs work that may block, on another thread. */
    void work(Runnable work);
  }

  private final SessionLimits sessionLimits;
  private final Owner owner;
  private final SendHandler handler = this::completed;
  private volatile Optional<RemoteEndpoint.Async> remote = Optional.empty();

  // Guarded by this.
  private final OutboundQueue queue;
  private Optional<Runnable> task = Optional.empty();
  private boolean looping;
  private boolean inFlight;
  private long inFlightSince;
  private boolean pingDue;
  private boolean closing;
  private boolean abandoned;

  /** What the looping thread sends, which alone reads it. */
  private Optional<Payload> current = Optional.empty();

  /** Queues all messages until {@link #attach} is called. The account counts what waits. */
  SessionOutbox(SessionLimits sessionLimits, Owner owner, MemoryAccount account) {
    this.sessionLimits = sessionLimits;
    this.owner = owner;
    this.queue = new OutboundQueue(sessionLimits, account);
  }

  /** Starts sending to the peer. Called once. */
  void attach(RemoteEndpoint.Async opened) {
    remote = Optional.of(opened);
    loop();
  }

  @Override
  public void queue(Payload payload) {
    if (!accept(payload)) {
      abandon();
      owner.overflowed();
    }
  }

  @Override
  public void flush() {
    if (loop() != Turn.NOTHING) {
      owner.queueGrew();
    }
  }

  /**
   * Runs a task once, when all that was sent before has left. It must not block. At most one waits:
   * a later one replaces it. It is dropped where the outbox is abandoned.
   */
  void whenSent(Runnable next) {
    synchronized (this) {
      task = Optional.of(next);
    }
    loop();
  }

  @Override
  public boolean isBehind() {
    return queue.isBehind();
  }

  @Override
  public void whenTaken(Runnable next) {
    boolean kept;
    synchronized (this) {
      kept = queue.keep(next);
    }
    if (!kept) {
      next.run();
    }
  }

  /** Queues a ping; at most one waits. */
  void ping() {
    synchronized (this) {
      pingDue = true;
    }
    loop();
  }

  /** Accepts nothing more, and tells the owner when all is sent. */
  void close() {
    synchronized (this) {
      closing = true;
    }
    loop();
  }

  /** Drops all messages and accepts nothing more. Idempotent. */
  synchronized void abandon() {
    abandoned = true;
    queue.clear();
    task = Optional.empty();
  }

  /** Returns the bytes that wait; takes no lock, so it may be a moment old. */
  int waitingBytes() {
    return queue.waitingBytes();
  }

  /** Whether the send in flight takes longer than the limit. */
  synchronized boolean stalled(long now) {
    return inFlight && now - inFlightSince > sessionLimits.stall().toNanos();
  }

  /** Queues a payload; true also where it is dropped because the connection ends. */
  private synchronized boolean accept(Payload payload) {
    return closing || abandoned || queue.add(payload);
  }

  /** Sends what is due, unless another thread does; returns why it ended. */
  private Turn loop() {
    Turn turn = first();
    while (turn != Turn.NOTHING && turn != Turn.LATER) {
      take(turn);
      turn = next();
    }
    return turn;
  }

  private synchronized Turn first() {
    return looping ? Turn.LATER : next();
  }

  /** Chooses what to send next. Where it is nothing, this thread's loop has ended. */
  private synchronized Turn next() {
    Turn turn = turn();
    looping = turn != Turn.NOTHING && turn != Turn.LATER;
    switch (turn) {
      case PAYLOAD -> current = queue.startSending();
      case PING -> pingDue = false;
      case CLOSE -> abandoned = true;
      case NOTHING, LATER, TASK -> {}
    }
    if (turn == Turn.PAYLOAD || turn == Turn.PING) {
      inFlight = true;
      inFlightSince = System.nanoTime();
    }
    return turn;
  }

  private Turn turn() {
    if (abandoned) {
      return Turn.NOTHING;
    }
    return remote.isEmpty() || inFlight || !owner.mayTransmit() ? Turn.LATER : due();
  }

  private Turn due() {
    if (pingDue) {
      return Turn.PING;
    }
    if (!queue.isEmpty()) {
      return Turn.PAYLOAD;
    }
    if (closing) {
      return Turn.CLOSE;
    }
    return task.isPresent() ? Turn.TASK : Turn.NOTHING;
  }

  private void take(Turn turn) {
    switch (turn) {
      case TASK -> runTask();
      case PAYLOAD -> current.ifPresent(this::transmit);
      case PING -> owner.work(this::transmitPing);
      case CLOSE -> owner.drained();
      case NOTHING, LATER -> {}
    }
  }

  private void runTask() {
    Optional<Runnable> due;
    synchronized (this) {
      due = task;
      task = Optional.empty();
    }
    try {
      due.ifPresent(Runnable::run);
    } catch (RuntimeException | Error e) {
      // Without this, sending would stop and the fault would not be reported.
      fail(e);
    }
  }

  private void transmit(Payload payload) {
    try {
      RemoteEndpoint.Async peer = remote.orElseThrow();
      if (payload instanceof Payload.Text text) {
        peer.sendText(text.text(), handler);
      } else if (payload instanceof Payload.Binary binary) {
        peer.sendBinary(binary.buffer(), handler);
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void transmitPing() {
    try {
      remote.orElseThrow().sendPing(ByteBuffer.wrap(new byte[] {'p'}));
      proceed();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void completed(SendResult result) {
    if (result.isOK()) {
      proceed();
    } else {
      fail(result.getException());
    }
  }

  private void proceed() {
    if (sent()) {
      loop();
    }
    runDue();
  }

  private void runDue() {
    for (Optional<Runnable> due = takeDue(); due.isPresent(); due = takeDue()) {
      due.get().run();
    }
  }

  private Optional<Runnable> takeDue() {
    if (!queue.keepsTask()) {
      return Optional.empty();
    }
    synchronized (this) {
      return queue.takeDue();
    }
  }

  /** Ends the send in flight; true where no other thread is going to send what is left. */
  private synchronized boolean sent() {
    inFlight = false;
    queue.sent();
    return !looping;
  }

  private void fail(Throwable cause) {
    synchronized (this) {
      inFlight = false;
      if (abandoned) {
        return;
      }
      abandon();
    }
    owner.failed(cause);
  }
}
