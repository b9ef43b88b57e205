package io.parley.subprotocol.json;

import io.parley.chat.Committed;
import io.parley.chat.FailureLog;
import io.parley.chat.Feed;
import io.parley.chat.Follower;
import io.parley.chat.Following;
import io.parley.chat.Following.Entrance;
import io.parley.chat.FullException;
import io.parley.chat.MemberName;
import io.parley.chat.Occupant;
import io.parley.chat.Position;
import io.parley.chat.Presence;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Peer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection in one room. */
final class Place implements Follower {
  /** Requests for history of one room that may wait for the peer to read: each holds memory. */
  static final int MOST_HISTORIES = 16;

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(Place.class.getName()));

  private final Rooms rooms;
  private final Written written;
  private final Peer peer;
  private final Map<RoomName, Place> places;
  private final RoomName room;
  private final String id;
  private final MemberName name;
  private final AtomicInteger histories = new AtomicInteger();
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final Following following;

  /**
   * Takes the place.
   *
   * @param places of the connection, which this one takes itself out of
   * @throws io.parley.chat.FullException where there is none
   */
  Place(
      ParleyJson protocol,
      Peer peer,
      Feed feed,
      Map<RoomName, Place> places,
      RoomName room,
      String id,
      MemberName name) {
    this.rooms = protocol.rooms();
    this.written = protocol.written();
    this.peer = peer;
    this.places = places;
    this.room = room;
    this.id = id;
    this.name = name;
    // Last: from here on this place is told things.
    this.following = rooms.follow(room, this, feed);
  }

  void enter(Request.Join join) {
    CompletionStage<Void> start = following.enter().thenAccept(entrance -> start(join, entrance));
    start.whenComplete(
        (done, failure) -> {
          try {
            if (failure != null) {
              places.remove(room, this);
              following.leave();
              fail(join, ErrorCode.NOT_READ, failure);
            }
          } finally {
            entered.complete(null);
          }
        });
  }

  private void start(Request.Join join, Entrance entrance) {
    Position head = entrance.head();
    Occupant self = new Occupant(id, name.value());
    following.start(
        join.after().orElse(head),
        () -> peer.reply(Events.joined(join.ref(), room, head, self, entrance.attendance())));
  }

  void say(Request.Say say, String messageId) {
    if (following.busy()) {
      throw Talk.refused(say, ErrorCode.BUSY, "Await answers to what you said before.");
    }
    answer(
        say,
        ErrorCode.NOT_STORED,
        following.say(messageId, say.text()),
        position -> peer.send(Events.said(say.ref(), room, messageId, position)));
  }

  void history(Request.History history) {
    if (histories.incrementAndGet() > MOST_HISTORIES) {
      histories.decrementAndGet();
      throw Talk.refused(history, ErrorCode.BUSY, "Await answers to what you asked before.");
    }
    CompletionStage<Replay> replay =
        history
            .before()
            .map(before -> following.history(before, history.limit()))
            .orElseGet(() -> following.newest(history.limit()))
            .whenComplete((read, failure) -> histories.decrementAndGet());
    answer(
        history,
        ErrorCode.NOT_READ,
        replay,
        read -> peer.reply(Events.history(history.ref(), room, read)));
  }

  /** Waits until the joining has been answered. */
  void who(Request.Who who) {
    answer(who, ErrorCode.NOT_READ, entered.thenCompose(done -> whoNow(who)), done -> {});
  }

  private CompletionStage<?> whoNow(Request.Who who) {
    if (places.get(room) == this) {
      return following.members(
          attendance -> peer.reply(Events.members(who.ref(), room, attendance)));
    }
    refuseLeft(who);
    return entered;
  }

  /** Waits until the joining has been answered. */
  void leave(Request request) {
    answer(request, ErrorCode.NOT_READ, entered, done -> leaveNow(request));
  }

  private void leaveNow(Request request) {
    if (places.remove(room, this)) {
      following.leave();
      peer.send(Events.left(request.ref(), room));
    } else {
      refuseLeft(request);
    }
  }

  private void refuseLeft(Request request) {
    String message = "The room has been left already.";
    peer.send(Events.error(Refusal.of(request.ref(), ErrorCode.NOT_JOINED, message)));
  }

  void abandon() {
    following.abandon();
  }

  private <T> void answer(
      Request request, ErrorCode otherwise, CompletionStage<T> stage, Consumer<T> then) {
    stage
        .thenAccept(then)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                fail(request, otherwise, failure);
              }
            });
  }

  /** Never throws, for nobody would see it: a peer that cannot be answered is closed. */
  private void fail(Request request, ErrorCode code, Throwable failure) {
    try {
      FailureLog.errorIn(failure)
          .ifPresentOrElse(this::broken, () -> explain(request, code, failure));
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  private void broken(Throwable cause) {
    rooms.fault(id, cause);
    peer.close(CloseCode.FAULT, "internal fault");
  }

  private void explain(Request request, ErrorCode code, Throwable failure) {
    Optional<FullException> full = FullException.in(failure);
    if (full.isPresent()) {
      String message = "Not stored: " + full.get().getMessage() + ".";
      ErrorCode why = Talk.code(full.get().what());
      peer.send(Events.error(Refusal.of(request.ref(), why, message)));
      return;
    }
    FAILURES.warn(code + " " + peer.id(), failure);
    String message =
        code == ErrorCode.NOT_STORED
            ? "The message is not stored. Say it again with the same id."
            : "This could not be read. Try again.";
    peer.send(Events.error(Refusal.of(request.ref(), code, message)));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public MemberName name() {
    return name;
  }

  @Override
  public String session() {
    return peer.id();
  }

  @Override
  public List<String> quotaKeys() {
    return peer.quotaKeys();
  }

  @Override
  public void deliver(Committed committed) {
    peer.send(written.message(room, committed));
  }

  @Override
  public void gap(Position from, Position to) {
    peer.send(Events.gap(room, from, to));
  }

  @Override
  public void changed(Presence.Change change) {
    peer.send(Events.changed(room, change));
  }

  @Override
  public void replaced() {
    places.remove(room, this);
    peer.send(Events.replaced(room));
  }

  @Override
  public void failed(Throwable cause) {
    FAILURES.warn("missed messages cannot be read for " + peer.id(), cause);
    peer.close(CloseCode.FAULT, "missed messages cannot be read");
  }
}
