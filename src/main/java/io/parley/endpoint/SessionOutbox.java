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
 * What waits for one session, one send in flight. Where nothing waits, any one message may: what a
 * subprotocol makes of the longest message may be longer than all that may wait.
 *
 * <p>Containers refuse, lose or queue without bound whatever overlaps, and some call the handler
 * before the send returns: a flat loop sends, in one thread at a time, and a completion only lets
 * it go on. Pings and the close wait for their turn too, and are left to a worker, since they may
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

  /** Whom the outbox serves. */
  interface Owner {
    /** More waits than may; the outbox is abandoned. */
    void overflowed();

    /** More waits than before. */
    void held();

    /** The container refused a send or failed at it; the outbox is abandoned. */
    void failed(Throwable cause);

    /** All that was sent before {@link SessionOutbox#close()} is with the container. */
    void drained();

    /** Runs what may block. */
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
   * Until {@link #attach} comes, all waits.
   *
   * @param account counts what waits
   */
  SessionOutbox(SessionLimits sessionLimits, Owner owner, MemoryAccount account) {
    this.sessionLimits = sessionLimits;
    this.owner = owner;
    this.account = account;
  }

  /** Sends, from now on, to a peer. Comes once. */
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
   * Runs a task once when all that was sent before has left, at once where nothing waits, and never
   * where the peer was cut off. The task must not block. At most one waits: another takes its
   * place.
   */
  void whenSent(Runnable next) {
    synchronized (this) {
      task = Optional.of(next);
    }
    loop();
  }

  /** Sends a ping when its turn comes; at most one waits. */
  void ping() {
    synchronized (this) {
      pingDue = true;
    }
    loop();
  }

  /** Takes nothing more, and tells the owner when all is sent. */
  void close() {
    synchronized (this) {
      closing = true;
    }
    loop();
  }

  /** Drops everything and takes nothing more. */
  synchronized void abandon() {
    abandoned = true;
    waiting.forEach(this::release);
    waiting.clear();
    waitingBytes = 0;
    sent();
    task = Optional.empty();
  }

  /** Whether the send in flight has been so for too long. */
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

  /** The container has a copy of it, in UTF-8. */
  private void sending(Payload payload) {
    sending = Optional.of(payload);
    account.take(MemoryUse.OUTPUT, payload.size());
  }

  /** Nothing is being sent any more. */
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

  /** What comes next; with nothing, this thread's loop is over. */
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
      // Else nothing would be sent any more, and nobody would know.
      fail(e);
    }
  }

  /** Empty where it was abandoned meanwhile. */
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
