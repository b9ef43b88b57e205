package io.parley.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The queue of connections that wait to be read. The address with the least usage is first, and of
 * it the connection with the least usage. Not thread-safe.
 */
final class TurnQueue {
  private final Map<ProcessorUsage, Address> addresses = new HashMap<>();
  private final PriorityQueue<Address> order =
      new PriorityQueue<>(Comparator.comparingDouble(address -> address.level));
  private long number;

  private static final class Address {
    private final ProcessorUsage processorUsage;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);

    /** The address's level when it was put into the order. */
    private double level;

    Address(ProcessorUsage processorUsage) {
      this.processorUsage = processorUsage;
    }
  }

  /**
   * @param level of the connection, constant while it waits because it uses nothing
   */
  private record Turn(double level, long number, Runnable read) {
    private static final Comparator<Turn> ORDER =
        Comparator.comparingDouble(Turn::level).thenComparingLong(Turn::number);
  }

  boolean isEmpty() {
    return order.isEmpty();
  }

  void add(ProcessorUsage ofAddress, ProcessorUsage own, Runnable read) {
    Address address = addresses.get(ofAddress);
    if (address == null) {
      address = new Address(ofAddress);
      addresses.put(ofAddress, address);
      place(address);
    }
    address.turns.add(new Turn(own.level(), number++, read));
  }

  private void place(Address address) {
    address.level = address.processorUsage.level();
    order.add(address);
  }

  /** Removes the next one; the queue must not be empty. */
  Runnable remove() {
    Address first = order.remove();
    while (first.processorUsage.level() > first.level) {
      // Other connections of it were read in the meantime. Levels only grow, so no later one is
      // lower.
      place(first);
      first = order.remove();
    }
    Runnable read = first.turns.remove().read;
    if (first.turns.isEmpty()) {
      addresses.remove(first.processorUsage);
    } else {
      order.add(first);
    }
    return read;
  }
}
