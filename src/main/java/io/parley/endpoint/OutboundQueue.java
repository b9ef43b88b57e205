package io.parley.endpoint;

import io.parley.chat.Payload;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryUse;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The bounded queue of payloads that wait to be sent to one peer, and the payload that is being
 * sent. Counts their memory. Not thread-safe: the outbox guards it.
 */
final class OutboundQueue {
  private final SessionLimits sessionLimits;
  private final MemoryAccount account;
  private final ArrayDeque<Payload> waiting = new ArrayDeque<>(4);

  /** Written by the owner; any thread may read it without a lock, and then see an older one. */
  private int waitingBytes;

  private Optional<Payload> sending = Optional.empty();

  /** Counts the payloads that were added. Read as {@link #waitingBytes} is. */
  private int added;

  /** Counts those of them that were sent or dropped. */
  private int gone;

  /** What runs once so many are gone; in that order. */
  private final ArrayDeque<Due> due = new ArrayDeque<>(0);

  private record Due(int gone, Runnable task) {}

  OutboundQueue(SessionLimits sessionLimits, MemoryAccount account) {
    this.sessionLimits = sessionLimits;
    this.account = account;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int waitingBytes() {
    return waitingBytes;
  }

  /** Whether the container has not taken all that was added. */
  boolean isBehind() {
    return added != gone;
  }

  /** Keeps a task until all that was added before is gone; false where it is. */
  boolean keep(Runnable task) {
    return isBehind() && due.add(new Due(added, task));
  }

  /** Whether a task is kept. */
  boolean keepsTask() {
    return !due.isEmpty();
  }

  /** Takes the first task whose time has come; empty where none's has. */
  Optional<Runnable> takeDue() {
    return due.isEmpty() || gone - due.element().gone() < 0
        ? Optional.empty()
        : Optional.of(due.remove().task());
  }

  /**
   * Adds a payload; returns false where the queue is full. An empty queue accepts a payload of any
   * size: a subprotocol may encode the longest message into more bytes than the limit.
   */
  boolean add(Payload payload) {
    boolean fits =
        waiting.size() < sessionLimits.waitingMessages()
            && waitingBytes + payload.size() <= sessionLimits.waitingBytes();
    if (!fits && !waiting.isEmpty()) {
      return false;
    }
    waiting.add(payload);
    added++;
    waitingBytes += payload.size();
    account.take(MemoryUse.OUTPUT, payload.heapSize(), payload.hold());
    return true;
  }

  /**
   * Takes the first payload, in order to send it. It counts a second time: the container has a copy
   * of it, in UTF-8.
   */
  Optional<Payload> startSending() {
    Payload payload = waiting.remove();
    waitingBytes -= payload.size();
    sending = Optional.of(payload);
    account.take(MemoryUse.OUTPUT, payload.size());
    return sending;
  }

  /** Releases the payload that was being sent, if any. */
  void sent() {
    sending.ifPresent(
        payload -> {
          gone++;
          release(payload);
          account.give(MemoryUse.OUTPUT, payload.size());
        });
    sending = Optional.empty();
  }

  /** Drops everything, including the payload that is being sent. */
  void clear() {
    waiting.forEach(this::release);
    waiting.clear();
    waitingBytes = 0;
    sent();
    gone = added;
    due.clear();
  }

  private void release(Payload payload) {
    account.give(MemoryUse.OUTPUT, payload.heapSize(), payload.release());
  }
}
