package io.parley.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Those that wait to be read: first one of the address that has used least until now, and of that
 * address the one that has used least itself. For one thread at a time.
 */
final class TurnQueue {
  private final Map<ProcessorUsage, Address> addresses = new HashMap<>();
  private final PriorityQueue<Address> order =
      new PriorityQueue<>(Comparator.comparingDouble(address -> address.level));
  private long number;

  private static final class Address {
    private final ProcessorUsage processorUsage;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);

    /** What its level was when it took its place in the order. */
    private double level;

    Address(ProcessorUsage processorUsage) {
      this.processorUsage = processorUsage;
    }
  }

  /**
   * @param level that of the connection, which uses nothing while it waits
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

  /** Takes the next one; there has to be one. */
  Runnable remove() {
    Address first = order.remove();
    while (first.processorUsage.level() > first.level) {
      // Others of it were read meanwhile. Levels only grow: what stands behind is no lower.
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
