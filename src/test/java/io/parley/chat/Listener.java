package io.parley.chat;

import io.parley.chat.RoomSubscription.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A follower that notes what it is told. */
final class Listener implements SubscriptionListener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  final List<Long> offsets = Collections.synchronizedList(new ArrayList<>());
  final Straw straw = new Straw();
  final RoomSubscription roomSubscription;

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
  public void deliver(StoredMessage storedMessage) {
    if (broken) {
      throw new NoClassDefFoundError("io/parley/Missing");
    }
    straw.send(storedMessage.message().payload());
    offsets.add(storedMessage.position().offset());
    heard.add(((Payload.Text) storedMessage.message().payload()).text());
  }

  @Override
  public void gap(Position from, Position to) {
    heard.add("gap " + from.offset() + " to " + to.offset());
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
