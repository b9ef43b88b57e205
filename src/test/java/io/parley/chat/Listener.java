package io.parley.chat;

import io.parley.chat.RoomSubscription.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A subscription listener that records what it is told. */
final class Listener implements SubscriptionListener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  final List<Long> offsets = Collections.synchronizedList(new ArrayList<>());
  final List<CompletionStage<?>> slowedDown = Collections.synchronizedList(new ArrayList<>());
  final Straw straw = new Straw();
  final RoomSubscription roomSubscription;

  /** Whether its connection has not taken all. */
  volatile boolean behind;

  /** Whether it cannot take a message. */
  boolean broken;

  private final String id;
  private final String session;

  Listener(Rooms rooms, RoomName room, String id, String session) {
    this.id = id;
    this.session = session;
    this.roomSubscription = rooms.follow(room, this, new PacedReader(straw::whenSent));
  }

  /** Joins, and follows from the head. */
  static Listener atHead(Rooms rooms, RoomName room, String id) {
    Listener listener = new Listener(rooms, room, id, id + "'s session");
    Entrance entrance = listener.enter();
    listener.start(entrance.head());
    return listener;
  }

  /** Joins, and follows from a position. */
  static Listener after(Rooms rooms, RoomName room, String id, Position position) {
    Listener listener = new Listener(rooms, room, id, id + "'s session");
    listener.enter();
    listener.start(position);
    return listener;
  }

  Entrance enter() {
    return roomSubscription.enter().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  void start(Position from) {
    roomSubscription.start(from, () -> heard.add("joined"));
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing came within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public boolean isBehind() {
    return behind;
  }

  @Override
  public void deliver(StoredMessage storedMessage) {
    if (broken) {
      throw new NoClassDefFoundError("io/parley/Missing");
    }
    straw.queue(storedMessage.message().payload());
    offsets.add(storedMessage.position().offset());
    heard.add(((Payload.Text) storedMessage.message().payload()).text());
  }

  @Override
  public void gap(LogBreak gap) {
    heard.add("gap " + gap.from().offset() + " to " + gap.to().offset());
  }

  @Override
  public void flush() {
    if (roomSubscription != null && Thread.holdsLock(roomSubscription.log)) {
      heard.add("flushed under a lock");
    }
    straw.flush();
  }

  @Override
  public void slowDown(CompletionStage<?> until) {
    slowedDown.add(until);
  }

  /** Publishes, and completes with the outcome. */
  CompletableFuture<Position> publish(String id, String text) {
    CompletableFuture<Position> outcome = new CompletableFuture<>();
    roomSubscription.publish(
        id,
        Payload.text(text),
        new Acknowledgement() {
          @Override
          public void stored(Position position) {
            outcome.complete(position);
          }

          @Override
          public void failed(Throwable cause) {
            outcome.completeExceptionally(cause);
          }
        });
    return outcome;
  }

  @Override
  public void changed(Presence.Change change) {
    heard.add(change.getClass().getSimpleName() + " " + change.occupant().id());
  }

  @Override
  public void replaced() {
    heard.add("replaced");
  }

  @Override
  public void failed(Throwable cause) {
    heard.add("failed");
    roomSubscription.abandon();
  }
}
