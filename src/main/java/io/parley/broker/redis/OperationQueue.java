package io.parley.broker.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Runs the operations of one room in their order: one call of the script at a time, with as many as
 * wait. For the thread of its node.
 */
final class OperationQueue {
  /** Operations of one call: Redis does nothing else meanwhile. */
  private static final int MOST_TOGETHER = 100;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PresenceNode node;
  private final RoomKeys keys;
  private final Runnable idle;
  private final Deque<PresenceOperation> waiting = new ArrayDeque<>();
  private boolean running;

  /**
   * @param idle is called where nothing waits any more
   */
  OperationQueue(PresenceNode node, RoomKeys keys, Runnable idle) {
    this.node = node;
    this.keys = keys;
    this.idle = idle;
  }

  void add(PresenceOperation operation) {
    waiting.add(operation);
    flush();
  }

  boolean isIdle() {
    return waiting.isEmpty() && !running;
  }

  /** Runs what waits, where the node may change something now. */
  void flush() {
    if (running || waiting.isEmpty() || !node.mayChange()) {
      return;
    }
    running = true;
    List<PresenceOperation> batch = waiting.stream().limit(MOST_TOGETHER).toList();
    node.run(keys, batch)
        .whenComplete(
            (answers, failure) ->
                node.execute(() -> ended(batch, Optional.ofNullable(answers), failure)));
  }

  private void ended(
      List<PresenceOperation> batch, Optional<List<List<Object>>> answers, Throwable failure) {
    if (answers.isEmpty() || answers.get().size() != batch.size()) {
      node.failed(failure);
      tryAgain();
      return;
    }
    running = false;
    batch.forEach(operation -> waiting.remove());
    for (int i = 0; i < batch.size(); i++) {
      node.guarded(batch.get(i), answers.get().get(i));
    }
    flush();
    if (isIdle()) {
      idle.run();
    }
  }

  /** What is added while callers are told comes last, and is run with the next attempt. */
  private void tryAgain() {
    List<PresenceOperation> all = new ArrayList<>(waiting);
    waiting.clear();
    List<PresenceOperation> kept = all.stream().filter(PresenceOperation::isTriedAgain).toList();
    List<PresenceOperation> added = new ArrayList<>(waiting);
    waiting.clear();
    waiting.addAll(kept);
    waiting.addAll(added);
    running = false;
    if (waiting.isEmpty()) {
      idle.run();
    } else {
      node.later(this::flush, PAUSE);
    }
  }

  /** Tells all callers that nothing is run any more. */
  void close() {
    List<PresenceOperation> all = new ArrayList<>(waiting);
    waiting.clear();
    all.forEach(PresenceOperation::close);
  }
}
