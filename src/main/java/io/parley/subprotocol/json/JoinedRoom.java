package io.parley.subprotocol.json;

import io.parley.chat.Acknowledgement;
import io.parley.chat.FailureLog;
import io.parley.chat.HistoryPage;
import io.parley.chat.LogBreak;
import io.parley.chat.MemberInfo;
import io.parley.chat.MemberName;
import io.parley.chat.PacedReader;
import io.parley.chat.Position;
import io.parley.chat.Presence;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.RoomName;
import io.parley.chat.RoomSubscription;
import io.parley.chat.RoomSubscription.Entrance;
import io.parley.chat.Rooms;
import io.parley.chat.StoredMessage;
import io.parley.chat.SubscriptionListener;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Peer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A connection's membership of one room. */
final class JoinedRoom implements SubscriptionListener {
  /** Requests for history of one room that may wait for the peer to read: each takes memory. */
  static final int MOST_HISTORIES = 16;

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(JoinedRoom.class.getName()));

  private final Rooms rooms;
  private final EncodedMessageCache encodedMessageCache;
  private final Peer peer;
  private final Map<RoomName, JoinedRoom> joinedRooms;
  private final RoomName room;
  private final String id;
  private final MemberName name;

  /** As of the join: a name that the member gave itself is never proven later. */
  private final boolean proven;

  private final UnaryOperator<MemberInfo> tags;
  private final AtomicInteger histories = new AtomicInteger();
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final RoomSubscription roomSubscription;

  /**
   * Joins the room.
   *
   * @param joinedRooms the joined rooms of the connection, from which this one removes itself
   * @throws io.parley.chat.CapacityExceededException where a limit is reached
   */
  JoinedRoom(
      ParleyJson protocol,
      Peer peer,
      PacedReader pacedReader,
      Map<RoomName, JoinedRoom> joinedRooms,
      RoomName room,
      String id,
      MemberName name) {
    this.rooms = protocol.rooms();
    this.encodedMessageCache = protocol.encodedMessages();
    this.peer = peer;
    this.joinedRooms = joinedRooms;
    this.room = room;
    this.id = id;
    this.name = name;
    this.tags = rooms.tags(room);
    this.proven = peer.principal().isPresent();
    // Last: from here on the room calls this object.
    this.roomSubscription = rooms.follow(room, this, pacedReader);
  }

  void enter(ClientRequest.Join join) {
    CompletionStage<Void> start =
        roomSubscription.enter().thenAccept(entrance -> start(join, entrance));
    slowDown(entered);
    start.whenComplete(
        (done, failure) -> {
          try {
            if (failure != null) {
              joinedRooms.remove(room, this);
              roomSubscription.leave();
              fail(join, ErrorCode.NOT_READ, failure);
            }
          } finally {
            entered.complete(null);
          }
        });
  }

  private void start(ClientRequest.Join join, Entrance entrance) {
    Position head = entrance.head();
    MemberInfo self = tags.apply(MemberInfo.of(this));
    Attendance attendance = entrance.attendance().with(tags);
    roomSubscription.start(
        join.after().orElse(head),
        () -> peer.queueReply(ServerEvents.joined(join.ref(), room, head, self, attendance)));
  }

  void say(ClientRequest.Say say, String messageId) {
    if (roomSubscription.isBusy()) {
      throw JsonConversation.refused(say, ErrorCode.BUSY, "Await answers to what you said before.");
    }
    roomSubscription.publish(messageId, say.text(), new Said(say, messageId));
  }

  /** Answers a message. */
  private final class Said implements Acknowledgement {
    private final ClientRequest.Say say;
    private final String messageId;

    Said(ClientRequest.Say say, String messageId) {
      this.say = say;
      this.messageId = messageId;
    }

    @Override
    public void stored(Position position) {
      peer.queue(ServerEvents.said(say.ref(), room, messageId, position));
    }

    @Override
    public void failed(Throwable cause) {
      fail(say, ErrorCode.NOT_STORED, cause);
    }
  }

  void history(ClientRequest.History history) {
    if (histories.incrementAndGet() > MOST_HISTORIES) {
      histories.decrementAndGet();
      throw JsonConversation.refused(
          history, ErrorCode.BUSY, "Await answers to what you asked before.");
    }
    CompletionStage<HistoryPage> replay =
        history
            .before()
            .map(before -> roomSubscription.history(before, history.limit()))
            .orElseGet(() -> roomSubscription.newest(history.limit()))
            .whenComplete((read, failure) -> histories.decrementAndGet());
    answer(
        history,
        ErrorCode.NOT_READ,
        replay,
        read -> peer.reply(ServerEvents.history(history.ref(), room, read, tags)));
  }

  /** Waits until the joining has been answered. */
  void who(ClientRequest.Who who) {
    CompletionStage<?> answered = entered.thenCompose(done -> whoNow(who));
    slowDown(answered);
    answer(who, ErrorCode.NOT_READ, answered, done -> {});
  }

  private CompletionStage<?> whoNow(ClientRequest.Who who) {
    if (joinedRooms.get(room) == this) {
      return roomSubscription.members(
          attendance ->
              peer.queueReply(ServerEvents.members(who.ref(), room, attendance.with(tags))));
    }
    refuseLeft(who);
    return entered;
  }

  /** Waits until the joining has been answered. */
  void leave(ClientRequest clientRequest) {
    answer(clientRequest, ErrorCode.NOT_READ, entered, done -> leaveNow(clientRequest));
  }

  private void leaveNow(ClientRequest clientRequest) {
    if (joinedRooms.remove(room, this)) {
      roomSubscription.leave();
      peer.send(ServerEvents.left(clientRequest.ref(), room));
    } else {
      refuseLeft(clientRequest);
    }
  }

  /** Leaves the room where the peer, with a renewed authentication, may no longer be in it. */
  void leaveIfNotAllowed() {
    if (!roomSubscription.isPermitted() && joinedRooms.remove(room, this)) {
      roomSubscription.leave();
      peer.send(ServerEvents.left(room, "not-allowed"));
    }
  }

  private void refuseLeft(ClientRequest clientRequest) {
    String message = "The room has been left already.";
    peer.send(
        ServerEvents.error(ErrorReply.of(clientRequest.ref(), ErrorCode.NOT_JOINED, message)));
  }

  void abandon() {
    roomSubscription.abandon();
  }

  private <T> void answer(
      ClientRequest clientRequest,
      ErrorCode otherwise,
      CompletionStage<T> stage,
      Consumer<T> then) {
    stage
        .thenAccept(then)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                fail(clientRequest, otherwise, failure);
              }
            });
  }

  /**
   * Answers a failed request. Never throws, for the exception would be lost: a peer that cannot be
   * answered is disconnected.
   */
  private void fail(ClientRequest clientRequest, ErrorCode code, Throwable failure) {
    try {
      FailureLog.errorIn(failure)
          .ifPresentOrElse(this::broken, () -> explain(clientRequest, code, failure));
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  private void broken(Throwable cause) {
    rooms.fault(id, cause);
    peer.close(CloseCode.FAULT, "internal fault");
  }

  private void explain(ClientRequest clientRequest, ErrorCode code, Throwable failure) {
    ErrorReply reply = ErrorReply.of(clientRequest.ref(), code, failure);
    if (reply.code() == code || reply.code() == ErrorCode.UNCERTAIN) {
      FAILURES.warn(reply.code() + " " + peer.id(), failure);
    }
    peer.send(ServerEvents.error(reply));
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
  public Optional<Principal> principal() {
    return peer.principal();
  }

  @Override
  public boolean isProven() {
    return proven;
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
  public void deliver(StoredMessage storedMessage) {
    peer.queue(encodedMessageCache.message(room, storedMessage, tags));
  }

  @Override
  public void gap(LogBreak gap) {
    peer.queue(ServerEvents.gap(room, gap));
  }

  @Override
  public void changed(Presence.Change change) {
    peer.queue(ServerEvents.changed(room, change, tags.apply(change.occupant())));
  }

  @Override
  public void replaced() {
    joinedRooms.remove(room, this);
    peer.queue(ServerEvents.left(room, "replaced"));
  }

  @Override
  public void flush() {
    peer.flush();
  }

  @Override
  public boolean isBehind() {
    return peer.isBehind();
  }

  @Override
  public void whenTaken(Runnable task) {
    peer.whenTaken(task);
  }

  @Override
  public void slowDown(CompletionStage<?> until) {
    if (!until.toCompletableFuture().isDone()) {
      peer.pauseUntil(until);
    }
  }

  @Override
  public void failed(Throwable cause) {
    FAILURES.warn("missed messages cannot be read for " + peer.id(), cause);
    peer.close(CloseCode.FAULT, "missed messages cannot be read");
  }
}
