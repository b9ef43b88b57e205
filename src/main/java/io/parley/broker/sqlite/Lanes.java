package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Spreads the rooms over a few lanes; a room stays in its own. */
final class Lanes {
  private final List<Lane> lanes;
  private volatile String storeEpoch;

  /**
   * @param storeEpoch of rooms that begin
   */
  Lanes(Intake intake, Workers workers, String storeEpoch) {
    this.storeEpoch = storeEpoch;
    // A fan-out is work for the processor.
    int count = Runtime.getRuntime().availableProcessors();
    lanes =
        IntStream.range(0, count)
            .mapToObj(number -> lane("parley-store-lane-" + number, intake, workers))
            .toList();
  }

  private Lane lane(String name, Intake intake, Workers workers) {
    return new Lane(name, intake, workers, () -> storeEpoch);
  }

  /** Rooms that begin from now on have it: it is committed. */
  void storeEpoch(String epoch) {
    storeEpoch = epoch;
  }

  Lane of(RoomName room) {
    return lanes.get(Math.floorMod(room.hashCode(), lanes.size()));
  }

  void committed(List<Entry> batch) {
    byLane(batch).forEach(Lane::committed);
  }

  /** Each is answered, if need be on this thread. */
  void failed(List<Entry> batch, Throwable failure) {
    Map<Lane, List<Entry>> byLane;
    try {
      byLane = byLane(batch);
    } catch (Error e) {
      Workers.forEach(batch, entry -> of(entry.room()).fail(entry, failure));
      throw e;
    }
    byLane.forEach((lane, entries) -> lane.failed(entries, failure));
  }

  private Map<Lane, List<Entry>> byLane(List<Entry> batch) {
    return batch.stream()
        .collect(
            Collectors.groupingBy(entry -> of(entry.room()), HashMap::new, Collectors.toList()));
  }

  /** Returns when all was told. */
  void close() {
    lanes.forEach(Lane::close);
  }
}
