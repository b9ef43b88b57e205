package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Assigns each room to one of a few dispatchers. */
final class Dispatchers {
  private final List<Dispatcher> lanes;
  private volatile String storeEpoch;

  /**
   * @param storeEpoch the epoch of new rooms
   */
  Dispatchers(AppendQueue appendQueue, Workers workers, String storeEpoch) {
    this.storeEpoch = storeEpoch;
    // A fan-out needs the processor, so there is one dispatcher a processor.
    int count = Runtime.getRuntime().availableProcessors();
    lanes =
        IntStream.range(0, count)
            .mapToObj(number -> lane("parley-store-lane-" + number, appendQueue, workers))
            .toList();
  }

  private Dispatcher lane(String name, AppendQueue appendQueue, Workers workers) {
    return new Dispatcher(name, appendQueue, workers, () -> storeEpoch);
  }

  /** Sets the committed epoch of new rooms. */
  void storeEpoch(String epoch) {
    storeEpoch = epoch;
  }

  Dispatcher of(RoomName room) {
    return lanes.get(Math.floorMod(room.hashCode(), lanes.size()));
  }

  void committed(List<PendingAppend> batch) {
    byLane(batch).forEach(Dispatcher::committed);
  }

  /** Fails each append, if need be on this thread. */
  void failed(List<PendingAppend> batch, Throwable failure) {
    Map<Dispatcher, List<PendingAppend>> byLane;
    try {
      byLane = byLane(batch);
    } catch (Error e) {
      Workers.forEach(
          batch, pendingAppend -> of(pendingAppend.room()).fail(pendingAppend, failure));
      throw e;
    }
    byLane.forEach((dispatcher, entries) -> dispatcher.failed(entries, failure));
  }

  private Map<Dispatcher, List<PendingAppend>> byLane(List<PendingAppend> batch) {
    return batch.stream()
        .collect(
            Collectors.groupingBy(
                pendingAppend -> of(pendingAppend.room()), HashMap::new, Collectors.toList()));
  }

  /**
   * Returns when everything was delivered, or after {@link SqliteBroker#LONGEST_END} a dispatcher.
   */
  void close() {
    lanes.forEach(Dispatcher::close);
  }
}
