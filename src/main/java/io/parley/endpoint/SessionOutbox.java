package io.parley.endpoint;

import io.parley.chat.Outbox;
import io.parley.chat.Payload;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryUse;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The bounded queue of outgoing messages of one session, with one send in flight. An empty queue
 * accepts a message of any size: a subprotocol may encode the longest message into more bytes than
 * the limit.
 *
 * <p>Containers refuse, lose or queue without bound sends that overlap, and some call the handler
 * before the send returns. So a flat loop sends, in one thread at a time, and a completion only
 * resumes it. Pings and the close also wait for their turn. A worker runs them, because they may
 * block.
 */
final class SessionOutbox implements Outbox {
  private enum Turn {
    NOTHING,
    PAYLOAD,
    PING,
    TASK,
    CLOSE
  }

  /** The owner of the outbox. */
  interface Owner {
    /** The queue exceeded its limit; the outbox is abandoned. */
    void overflowed();

    /** The queue has grown. */
    void held();

    /** The container refused a send or failed to send; the outbox is abandoned. */
    void failed(Throwable cause);

    /** The container has taken all that was sent before {@link SessionOutbox#close()}. */
    void drained();

    /** Runs work that may block, on another thread. */
    void work(Runnable work);
  }

  private final SessionLimits sessionLimits;
  private final Owner owner;
  private final MemoryAccount account;
  private final SendHandler handler = this::completed;
  private volatile Optional<RemoteEndpoint.Async> remote = Optional.empty();

  // Guarded by this.
  private final ArrayDeque<Payload> waiting = new ArrayDeque<>(4);
  private int waitingBytes;
  private Optional<Payload> sending = Optional.empty();
  private Optional<Runnable> task = Optional.empty();
  private boolean looping;
  private boolean inFlight;
  private long inFlightSince;
  private boolean pingDue;
  private boolean closing;
  private boolean abandoned;

  /**
   * Queues all messages until {@link #attach} is called.
   *
   * @param account counts the memory of what waits
   */
  SessionOutbox(SessionLimits sessionLimits, Owner owner, MemoryAccount account) {
    this.sessionLimits = sessionLimits;
    this.owner = owner;
    this.account = account;
  }

  /** Starts sending to the peer. Called once. */
  void attach(RemoteEndpoint.Async peer) {
    remote = Optional.of(peer);
    loop();
  }

  @Override
  public void send(Payload payload) {
    if (accept(payload)) {
      loop();
      owner.held();
    } else {
      abandon();
      owner.overflowed();
    }
  }

  /**
   * Runs a task once, after all that was sent before has left; at once if nothing waits. A task is
   * dropped when the peer is cut off. The task must not block. At most one waits: a later one
   * replaces it.
   */
  void whenSent(Runnable next) {
    synchronized (this) {
      task = Optional.of(next);
    }
    loop();
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
    waiting.forEach(this::release);
    waiting.clear();
    waitingBytes = 0;
    sent();
    task = Optional.empty();
  }

  /** Whether the send in flight takes longer than the limit. */
  synchronized boolean stalled(long now) {
    return inFlight && now - inFlightSince > sessionLimits.stall().toNanos();
  }

  private synchronized boolean accept(Payload payload) {
    if (closing || abandoned) {
      return true;
    }
    boolean fits =
        waiting.size() < sessionLimits.waitingMessages()
            && waitingBytes + payload.size() <= sessionLimits.waitingBytes();
    if (!fits && !waiting.isEmpty()) {
      return false;
    }
    waiting.add(payload);
    waitingBytes += payload.size();
    account.take(MemoryUse.OUTPUT, payload.heapSize(), payload.hold());
    return true;
  }

  private void release(Payload payload) {
    account.give(MemoryUse.OUTPUT, payload.heapSize(), payload.release());
  }

  /** Counts the payload a second time: the container has a copy of it, in UTF-8. */
  private void sending(Payload payload) {
    sending = Optional.of(payload);
    account.take(MemoryUse.OUTPUT, payload.size());
  }

  /** Releases the payload that was in flight. */
  private void sent() {
    sending.ifPresent(
        payload -> {
          release(payload);
          account.give(MemoryUse.OUTPUT, payload.size());
        });
    sending = Optional.empty();
  }

  private void loop() {
    synchronized (this) {
      if (looping) {
        return;
      }
      looping = true;
    }
    for (Turn turn = next(); turn != Turn.NOTHING; turn = next()) {
      take(turn);
    }
  }

  /** Chooses what to send next; nothing ends this thread's loop. */
  private synchronized Turn next() {
    Turn turn = remote.isEmpty() || inFlight || abandoned ? Turn.NOTHING : due();
    switch (turn) {
      case PAYLOAD -> {
        Payload next = waiting.remove();
        waitingBytes -= next.size();
        sending(next);
      }
      case PING -> pingDue = false;
      case CLOSE -> abandoned = true;
      case NOTHING -> looping = false;
      case TASK -> {}
    }
    if (turn == Turn.PAYLOAD || turn == Turn.PING) {
      inFlight = true;
      inFlightSince = System.nanoTime();
    }
    return turn;
  }

  private Turn due() {
    if (pingDue) {
      return Turn.PING;
    }
    if (!waiting.isEmpty()) {
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
      case PAYLOAD -> current().ifPresent(this::transmit);
      case PING -> owner.work(this::transmitPing);
      case CLOSE -> owner.drained();
      case NOTHING -> {}
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

  /** Empty if it was abandoned in the meantime. */
  private synchronized Optional<Payload> current() {
    return sending;
  }

  private void transmit(Payload payload) {
    try {
      if (payload instanceof Payload.Text text) {
        remote.orElseThrow().sendText(text.text(), handler);
      } else if (payload instanceof Payload.Binary binary) {
        remote.orElseThrow().sendBinary(binary.buffer(), handler);
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
    synchronized (this) {
      inFlight = false;
      sent();
    }
    loop();
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
