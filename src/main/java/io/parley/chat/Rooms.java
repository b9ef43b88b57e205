package io.parley.chat;

import io.parley.worker.Worker;
import io.parley.worker.Workers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The rooms that have members on this server. A room is created with its first member and removed
 * with its last, so that names alone cannot fill the heap; its log stays with the broker.
 * Thread-safe.
 */
public final class Rooms {
  private final FailureLog faults = new FailureLog(System.getLogger(Rooms.class.getName()));

  private final Broker broker;
  private final Presence presence;
  private final RoomAccess access;
  private final RoomLimits limits;

  /** Reports errors of deliveries and answers, which run on threads of others. */
  private final Worker delivery;

  private final Semaphore vacant;
  private final RoomQuota quota;
  private final ConcurrentMap<RoomName, Room> rooms = new ConcurrentHashMap<>();

  private final WaitingAppends waitingAppends = new WaitingAppends();
  private volatile BiConsumer<CompletionStage<?>, Integer> storing = (stage, bytes) -> {};
  private volatile Executor together = Runnable::run;
  private final RoomStatistics statistics = new RoomStatistics();
  private final DeliveryBudget budget;

  /** Counts the messages to which this server has given an id. */
  private final AtomicLong numbered = new AtomicLong();

  /** Uses workers of its own, and permits everything to everybody. */
  public Rooms(Broker broker, Presence presence, RoomLimits limits) {
    this(broker, presence, RoomAccess.EVERYBODY, limits, new Workers());
  }

  public Rooms(
      Broker broker, Presence presence, RoomAccess access, RoomLimits limits, Workers workers) {
    this(broker, presence, access, limits, workers, new DeliveryBudget());
  }

  Rooms(
      Broker broker,
      Presence presence,
      RoomAccess access,
      RoomLimits limits,
      Workers workers,
      DeliveryBudget budget) {
    this.budget = budget;
    this.broker = broker;
    this.presence = presence;
    this.access = access;
    this.limits = limits;
    this.delivery = workers.worker("parley-delivery");
    this.vacant = new Semaphore(limits.rooms());
    this.quota = new RoomQuota(limits.openings());
  }

  /**
   * Adds a member, which receives every message stored after this returns, and none before.
   *
   * @throws AccessDeniedException where the member may not join
   * @throws CapacityExceededException where a limit is reached
   * @throws java.io.UncheckedIOException where the room is known to be unreadable; a later read
   *     failure goes to {@link Member#failed}
   */
  public Membership join(RoomName name, Member member) {
    Membership membership = new Membership(this, name, member);
    take(name, membership);
    return membership;
  }

  /**
   * Subscribes a listener to a room; no message is missed after this returns. The listener is told
   * nothing before {@link RoomSubscription#start}. Replaces another session of the same member in
   * the room.
   *
   * @param pacedReader of the listener's peer; one for all its rooms
   * @throws AccessDeniedException where the member may not join
   * @throws CapacityExceededException where a limit is reached
   * @throws java.io.UncheckedIOException where the room is known to be unreadable; a later read
   *     failure goes to {@link Member#failed}
   */
  public RoomSubscription follow(
      RoomName name, SubscriptionListener subscriptionListener, PacedReader pacedReader) {
    RoomSubscription roomSubscription =
        new RoomSubscription(this, name, subscriptionListener, pacedReader);
    take(name, roomSubscription);
    return roomSubscription;
  }

  /**
   * Reports each message that is published from now on to a consumer, which can slow its sender
   * down.
   *
   * @param consumer takes the stage that completes when the message is stored or never will be, and
   *     the bytes of its payload; called on the publishing thread
   */
  public void reportStoring(BiConsumer<CompletionStage<?>, Integer> consumer) {
    storing = consumer;
  }

  /**
   * Lets an executor deliver several messages to one member, so that they can leave together.
   *
   * @param executor runs each task before it returns
   */
  public void deliverTogether(Executor executor) {
    together = executor;
  }

  /** Runs a delivery of several messages to one member. */
  void together(Runnable delivering) {
    together.execute(delivering);
  }

  /** Returns the heap bytes of messages that wait for space in the broker; roughly. */
  public long waitingBytes() {
    return waitingAppends.bytes();
  }

  /** Returns the numbers of all rooms. */
  public RoomStatistics statistics() {
    return statistics;
  }

  /** Returns a view of the rooms that have members here. */
  public RoomDirectory directory() {
    return new RoomDirectory(rooms);
  }

  public RoomLimits limits() {
    return limits;
  }

  /** Gives up this node's share of presence; no presence is ended. */
  public void close() {
    presence.close();
  }

  /**
   * Reports that a delivery or an answer to a member failed. Its thread goes on: an error goes to
   * the workers' failure handling, an exception to the log.
   */
  public void fault(String member, Throwable cause) {
    Optional<Error> error = FailureLog.errorIn(cause);
    if (error.isPresent()) {
      delivery.failed(error.get());
    } else {
      faults.error("member " + member + " cannot be told something", cause);
    }
  }

  /** Runs a delivery to a member; a failure ends its deliveries. */
  void tell(RoomParticipant roomParticipant, Consumer<RoomParticipant> telling) {
    try {
      telling.accept(roomParticipant);
    } catch (RuntimeException | Error e) {
      broken(roomParticipant.member(), e);
    }
  }

  /** Tells a member that its room cannot be read. Never throws. */
  void unreadable(Member member, Throwable cause) {
    try {
      member.failed(cause);
    } catch (RuntimeException | Error e) {
      fault(member.id(), e);
    }
  }

  /** Reports a failed delivery, and tells the member. Never throws. */
  void broken(Member member, Throwable cause) {
    fault(member.id(), cause);
    unreadable(member, cause);
  }

  /** Returns the number of rooms with members here. */
  int count() {
    return rooms.size();
  }

  Broker broker() {
    return broker;
  }

  DeliveryBudget budget() {
    return budget;
  }

  Presence presence() {
    return presence;
  }

  /** Returns a new message id for a member that gives none. */
  String nextId(Member member) {
    return Message.numbered(member.session(), numbered.incrementAndGet());
  }

  Message message(String id, Member member, Payload payload) {
    payload.publishedAt(System.nanoTime());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Message.from(MemberInfo.of(member), id, payload, now);
  }

  /** Whether a member has a right in a room now. */
  boolean permits(Member member, RoomName name, RoomRight right) {
    return access.permits(member.principal(), name, right);
  }

  /** Starts an act that needs a right; the stage fails where the member does not have it. */
  <T> CompletionStage<T> permitted(
      Member member, RoomName name, RoomRight right, Supplier<CompletionStage<T>> act) {
    return permits(member, name, right)
        ? act.get()
        : CompletableFuture.failedFuture(new AccessDeniedException(right, name));
  }

  /**
   * Publishes a message where its sender may.
   *
   * @param member the sender
   */
  CompletionStage<Position> append(RoomName name, Message message, Member member) {
    return permitted(member, name, RoomRight.PUBLISH, () -> appendPermitted(name, message, member));
  }

  private CompletionStage<Position> appendPermitted(RoomName name, Message message, Member member) {
    CompletionStage<Position> stored =
        waitingAppends.append(
            name, message, member, () -> broker.append(name, message, member.quotaKeys()));
    storing.accept(stored, message.payload().size());
    return Optional.ofNullable(rooms.get(name))
        .map(room -> room.published(stored, message, member))
        .orElse(stored);
  }

  CompletionStage<Presence.Attendance> enter(RoomName name, Member member) {
    MemberInfo memberInfo = MemberInfo.of(member);
    return subscribed(name)
        .thenCompose(told -> presence.enter(name, memberInfo, member.session(), Room.MOST_TOLD))
        .thenApply(attendance -> noted(name, attendance));
  }

  /** Notes the names of members that were in the room before this server heard of it. */
  private Presence.Attendance noted(RoomName name, Presence.Attendance attendance) {
    Optional.ofNullable(rooms.get(name))
        .ifPresent(room -> attendance.occupants().forEach(room.names()::add));
    return attendance;
  }

  /**
   * Returns what adds a tag to a member of a room where another one that is present has the same
   * name, or one that looks the same.
   */
  public UnaryOperator<MemberInfo> tags(RoomName name) {
    return member ->
        Optional.ofNullable(rooms.get(name))
            .map(room -> room.names().tagged(member))
            .orElse(member);
  }

  /** Completes when this server is told of the room's changes, so that no list misses one. */
  private CompletionStage<?> subscribed(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .<CompletionStage<?>>map(Room::changes)
        .orElse(CompletableFuture.completedFuture(null));
  }

  /** Ends a member's presence. */
  void leave(RoomName name, Member member) {
    report(member, presence.leave(name, member.id(), member.session()));
  }

  /** Ends a member's presence after the grace period, unless it comes back. */
  void absent(RoomName name, Member member) {
    report(member, presence.absent(name, member.id(), member.session(), limits.grace()));
  }

  private void report(Member member, CompletionStage<Void> stage) {
    stage.whenComplete(
        (done, failure) ->
            Optional.ofNullable(failure).ifPresent(cause -> fault(member.id(), cause)));
  }

  /**
   * Removes a participant.
   *
   * @return whether its member has no other in the room
   */
  boolean vacate(RoomName name, RoomParticipant roomParticipant) {
    AtomicBoolean last = new AtomicBoolean();
    Optional<Room> left = Optional.ofNullable(rooms.get(name));
    rooms.computeIfPresent(
        name,
        (key, room) -> {
          last.set(room.remove(roomParticipant));
          return closeIfEmpty(room) ? null : room;
        });
    left.ifPresent(room -> room.left(roomParticipant));
    return last.get();
  }

  private boolean closeIfEmpty(Room room) {
    if (room.isEmpty()) {
      room.close();
      free(room.openers());
    }
    return room.isEmpty();
  }

  private void take(RoomName name, RoomParticipant roomParticipant) {
    if (!permits(roomParticipant.member(), name, RoomRight.JOIN)) {
      throw new AccessDeniedException(RoomRight.JOIN, name);
    }
    AtomicReference<List<RoomParticipant>> former = new AtomicReference<>(List.of());
    rooms.compute(
        name,
        (key, found) -> {
          Room room = found == null ? open(key, roomParticipant.member().quotaKeys()) : found;
          try {
            former.set(room.add(roomParticipant, limits.members()));
          } catch (RuntimeException e) {
            closeIfEmpty(room);
            throw e;
          }
          return room;
        });
    former.get().forEach(replaced -> tell(replaced, RoomParticipant::replaced));
  }

  private Room open(RoomName name, List<String> openers) {
    if (!vacant.tryAcquire()) {
      throw new CapacityExceededException(CapacityExceededException.What.SERVER);
    }
    if (!quota.open(openers, vacant.availablePermits() + 1, System.nanoTime())) {
      vacant.release();
      throw new CapacityExceededException(CapacityExceededException.What.SHARE);
    }
    try {
      return new Room(name, this, openers);
    } catch (RuntimeException | Error e) {
      free(openers);
      throw e;
    }
  }

  private void free(List<String> openers) {
    vacant.release();
    quota.close(openers);
  }
}
