package io.parley.chat;

import io.parley.chat.DeliveryBudget.Cost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The messages of this server's members in one room that are not delivered yet. Where they are too
 * many, the senders are held: each is answered, and may send again, only after its message was
 * delivered and there is space for the next. So an overload slows senders down, and no queue grows.
 * Thread-safe.
 */
final class PendingDeliveries {
  /** Seconds for which a sender is held at most. */
  private static final int LONGEST_HOLD = 10;

  /** Milliseconds after which others may send where those that were released send nothing. */
  private static final int TICK = 25;

  /**
   * Messages that a room may have pending in any case: so the next is there when one was delivered,
   * and both are delivered together.
   */
  private static final int LEAST = 2;

  /** A message on its way from its sender to the members. */
  private static final class Publish {
    private final Cost cost;

    /** Completes when its sender may go on; done from the beginning where it is not held. */
    private final CompletableFuture<Void> released;

    /** Where it is stored; set before it awaits its delivery. */
    private Position position = new Position("", 0);

    Publish(Cost cost, boolean held) {
      this.cost = cost;
      this.released = held ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    /** Whether it was delivered, or the log went on without it. */
    boolean isDelivered(Position last) {
      return position.isUpTo(last) || !position.epoch().equals(last.epoch());
    }
  }

  private final DeliveryBudget budget;
  private final Executor later;

  // Guarded by this.
  private Cost pending = Cost.NONE;
  private int messages;
  private Cost latest = Cost.NONE;

  /** The position of the last delivered message. */
  private Position delivered = new Position("", 0);

  /** Stored messages that are not delivered, in the order in which their answers came. */
  private final ArrayDeque<Publish> stored = new ArrayDeque<>();

  /** The held senders whose messages were delivered, in that order. */
  private final ArrayDeque<CompletableFuture<Void>> held = new ArrayDeque<>();

  private boolean ticking;
  private boolean closed;

  PendingDeliveries(DeliveryBudget budget) {
    this(budget, CompletableFuture.delayedExecutor(TICK, TimeUnit.MILLISECONDS));
  }

  /**
   * @param later runs what is to be done in a while
   */
  PendingDeliveries(DeliveryBudget budget, Executor later) {
    this.budget = budget;
    this.later = later;
  }

  /**
   * Counts a message until it is delivered, and holds its sender where too many are pending.
   *
   * @param storing completes when the message is stored
   * @param cost of its deliveries
   * @return completes when the sender is to be answered
   */
  CompletionStage<Position> add(CompletionStage<Position> storing, Cost cost, Member sender) {
    Publish publish = counted(cost);
    storing.whenComplete(
        (position, failure) -> {
          if (failure == null) {
            stored(publish, position);
          } else {
            drop(publish);
          }
        });
    if (publish.released.isDone()) {
      return storing;
    }
    CompletionStage<Void> release =
        publish.released.completeOnTimeout(null, LONGEST_HOLD, TimeUnit.SECONDS);
    sender.slowDown(release);
    return storing.thenCombine(release, (position, done) -> position);
  }

  private synchronized Publish counted(Cost cost) {
    take(cost);
    return new Publish(cost, !closed && !budget.permits(messages, pending));
  }

  private void stored(Publish publish, Position position) {
    if (!awaits(publish, position)) {
      drop(publish);
    }
  }

  private synchronized boolean awaits(Publish publish, Position position) {
    publish.position = position;
    boolean awaits = !closed && !position.isUpTo(delivered);
    if (awaits) {
      stored.add(publish);
    }
    return awaits;
  }

  /** Ends the wait of a message that will not be delivered any more, or was. */
  private void drop(Publish publish) {
    synchronized (this) {
      give(publish.cost);
    }
    publish.released.complete(null);
    release();
  }

  private void take(Cost cost) {
    budget.take(cost);
    pending = pending.plus(cost);
    latest = cost;
    messages++;
  }

  private void give(Cost cost) {
    budget.give(cost);
    pending = pending.minus(cost);
    messages--;
  }

  /** Everything up to a position was delivered. Not to be called under a lock. */
  void delivered(Position last) {
    synchronized (this) {
      delivered = last;
      while (!stored.isEmpty() && stored.element().isDelivered(last)) {
        end(stored.remove());
      }
    }
    release();
  }

  private void end(Publish publish) {
    give(publish.cost);
    if (!publish.released.isDone()) {
      held.add(publish.released);
    }
  }

  /** Lets senders go on, as many as there is space for what they may send. */
  private void release() {
    released().forEach(release -> release.complete(null));
  }

  private synchronized List<CompletableFuture<Void>> released() {
    if (held.isEmpty()) {
      return List.of();
    }
    int space = budget.room(messages, pending, latest);
    int most = Math.max(space, LEAST - messages);
    List<CompletableFuture<Void>> released = new ArrayList<>();
    while (!held.isEmpty() && (closed || released.size() < most)) {
      released.add(held.remove());
    }
    if (!held.isEmpty() && !ticking) {
      ticking = true;
      later.execute(this::tick);
    }
    return released;
  }

  /** Those that were released may have nothing to send. */
  private void tick() {
    synchronized (this) {
      ticking = false;
    }
    release();
  }

  /** Releases all senders, because nothing is delivered any more. Not to be called under a lock. */
  void close() {
    List<Publish> rest;
    synchronized (this) {
      closed = true;
      rest = List.copyOf(stored);
      stored.clear();
      rest.forEach(publish -> give(publish.cost));
    }
    rest.forEach(publish -> publish.released.complete(null));
    release();
  }
}
