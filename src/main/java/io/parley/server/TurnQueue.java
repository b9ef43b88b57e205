package io.parley.server;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * The queue of connections that wait to be read. By turns it chooses the address with the least
 * usage, and the address that has waited longest; of it the connection with the least usage. So
 * somebody who used little is read at once; and somebody who used more than those who came a moment
 * ago waits for two turns of each other address at most. Not thread-safe.
 */
final class TurnQueue {
  /** The one that waits longest first. */
  private final Map<ProcessorUsage, Address> addresses = new LinkedHashMap<>();

  private final TreeSet<Address> order =
      new TreeSet<>(
          Comparator.<Address>comparingDouble(address -> address.level)
              .thenComparingLong(address -> address.number));
  private long number;
  private boolean byUsage;

  private static final class Address {
    private final ProcessorUsage processorUsage;
    private final long number;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);

    /** The address's level when it was put into the order. */
    private double level;

    Address(ProcessorUsage processorUsage, long number) {
      this.processorUsage = processorUsage;
      this.number = number;
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
    return addresses.isEmpty();
  }

  void add(ProcessorUsage ofAddress, ProcessorUsage own, Runnable read) {
    Address address = addresses.get(ofAddress);
    if (address == null) {
      address = new Address(ofAddress, number++);
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
    byUsage = !byUsage;
    Address next = byUsage ? leastUsed() : addresses.values().iterator().next();
    addresses.remove(next.processorUsage);
    Runnable read = next.turns.remove().read;
    if (next.turns.isEmpty()) {
      order.remove(next);
    } else {
      addresses.put(next.processorUsage, next);
    }
    return read;
  }

  private Address leastUsed() {
    Address first = order.first();
    while (first.processorUsage.level() > first.level) {
      // Other connections of it were read in the meantime. Levels only grow, so no later one is
      // lower.
      order.remove(first);
      place(first);
      first = order.first();
    }
    return first;
  }
}
