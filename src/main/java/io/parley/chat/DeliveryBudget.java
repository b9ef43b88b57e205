package io.parley.chat;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the deliveries of all rooms that are pending. One room may have a fraction of what the
 * others leave. Beyond it, senders are slowed down; nothing is refused. Thread-safe.
 */
final class DeliveryBudget {
  /**
   * Pending deliveries for each processor. One takes 3 to 10 microseconds, so that what one room
   * may have is delivered in about a tenth of a second.
   */
  private static final long DELIVERIES = 32_768;

  /** Bytes of them for each processor; a processor sends about a gigabyte a second. */
  private static final long BYTES = 128L << 20;

  /** A room may have a half of what is left. */
  private static final int PART = 2;

  /** What a room may have in any case: so a small one does not feel how much the others have. */
  private static final Cost OF_ROOM = new Cost(64, 64 << 10);

  /**
   * Messages that a room may have pending whatever its deliveries are, while the other rooms leave
   * a half. They are written together, so in a large room, where the system's work for each socket
   * counts most, all of them take little longer than two. Half of them hold nobody, so that few
   * senders have several pending, too.
   */
  private static final int TOGETHER = 8;

  private final Cost most;
  private final Cost ofRoom;
  private final int together;
  private final AtomicLong deliveries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Creates the budget of this machine. */
  DeliveryBudget() {
    this(
        new Cost(
            DELIVERIES * Runtime.getRuntime().availableProcessors(),
            BYTES * Runtime.getRuntime().availableProcessors()),
        OF_ROOM,
        TOGETHER);
  }

  /**
   * @param most of all rooms
   * @param ofRoom what one room may have in any case
   * @param together messages that a room may have while the others leave a half
   */
  DeliveryBudget(Cost most, Cost ofRoom, int together) {
    this.most = most;
    this.ofRoom = ofRoom;
    this.together = together;
  }

  /**
   * What one message costs, or several.
   *
   * @param deliveries one for each member of its room
   * @param bytes of them all: of each message as often as it is delivered
   */
  record Cost(long deliveries, long bytes) {
    static final Cost NONE = new Cost(0, 0);

    static Cost of(int members, int bytes) {
      return new Cost(members, (long) members * bytes);
    }

    Cost plus(Cost other) {
      return new Cost(deliveries + other.deliveries, bytes + other.bytes);
    }

    Cost minus(Cost other) {
      return new Cost(deliveries - other.deliveries, bytes - other.bytes);
    }
  }

  void take(Cost cost) {
    deliveries.addAndGet(cost.deliveries);
    bytes.addAndGet(cost.bytes);
  }

  void give(Cost cost) {
    deliveries.addAndGet(-cost.deliveries);
    bytes.addAndGet(-cost.bytes);
  }

  /**
   * Whether a room may have so much pending, and holds no sender.
   *
   * @param messages of the room, which cost {@code pending}
   * @param pending is part of what was taken
   */
  boolean permits(int messages, Cost pending) {
    boolean isSmall = pending.deliveries <= ofRoom.deliveries && pending.bytes <= ofRoom.bytes;
    boolean areFew =
        PART * pending.deliveries <= most.deliveries - deliveries.get()
            || PART * messages <= together(pending);
    return isSmall || (areFew && PART * pending.bytes <= most.bytes - bytes.get());
  }

  /**
   * Returns how many more messages of a room may be pending; each costs {@code one}.
   *
   * @param messages that are pending, which cost {@code pending}
   */
  int room(int messages, Cost pending, Cost one) {
    long byDeliveries =
        Math.max(
            left(most.deliveries - deliveries.get(), pending.deliveries, one.deliveries),
            together(pending) - messages);
    long byBytes = left(most.bytes - bytes.get(), pending.bytes, one.bytes);
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.min(byDeliveries, byBytes)));
  }

  private int together(Cost pending) {
    long ofOthers = deliveries.get() - pending.deliveries;
    return PART * ofOthers <= most.deliveries ? together : 0;
  }

  /** What is taken for one more also lessens what is left. */
  private static long left(long ofAll, long pending, long one) {
    return (ofAll - PART * pending) / ((PART + 1) * Math.max(1, one));
  }
}
