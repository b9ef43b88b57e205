package io.parley.broker.redis;

import io.parley.chat.RoomName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The appends that wait, by room. Of a room one call of the script is under way at a time, so that
 * its messages keep their order; the calls of one shard are made in rounds, each after the last.
 * Not thread-safe.
 */
final class AppendQueues {
  /** Messages of one call of the script: it bounds how long Redis does nothing else. */
  static final int MOST = Hint.MOST;

  /** Bytes of one call, unless its first message alone has more. */
  static final int MOST_BYTES = 256 * 1_024;

  /** Calls of one round. */
  private static final int MOST_CALLS = 64;

  /** Bytes of one round. */
  private static final long MOST_ROUND_BYTES = 4L << 20;

  /** What waits of one room. */
  private static final class Waiting {
    final ArrayDeque<RedisAppend> appends = new ArrayDeque<>();

    /** Whether an earlier call with the first of them may have been executed. */
    boolean tried;

    /** Whether the room may get its first message. */
    boolean admitted;

    boolean underWay;
  }

  /**
   * The messages of one call.
   *
   * @param admitted whether the room may get its first message
   * @param tried whether an earlier call with them may have been executed
   */
  record Call(RoomName room, List<RedisAppend> appends, boolean admitted, boolean tried) {
    long bytes() {
      return appends.stream().mapToLong(append -> append.entry().size()).sum();
    }
  }

  /** The calls of one round, and the shard that they go to. */
  record Round(Shard shard, List<Call> calls) {}

  /** By room, the one whose turn is next first. */
  private final Map<RoomName, Waiting> rooms = new LinkedHashMap<>();

  private final Set<Shard> busy = new HashSet<>();

  void add(RedisAppend append) {
    rooms.computeIfAbsent(append.room(), room -> new Waiting()).appends.add(append);
  }

  boolean isBusy(Shard shard) {
    return busy.contains(shard);
  }

  boolean isEmpty() {
    return rooms.isEmpty();
  }

  /** Takes the next round of each shard that is connected and has none under way. */
  List<Round> take(Function<RoomName, Shard> shards) {
    Map<Shard, List<Call>> rounds = new LinkedHashMap<>();
    Map<RoomName, Waiting> taken = new LinkedHashMap<>();
    for (Map.Entry<RoomName, Waiting> room : rooms.entrySet()) {
      Waiting waiting = room.getValue();
      if (!waiting.underWay && !waiting.appends.isEmpty()) {
        Shard shard = shards.apply(room.getKey());
        List<Call> calls = rounds.computeIfAbsent(shard, any -> new ArrayList<>());
        if (!busy.contains(shard) && shard.isConnected() && hasSpace(calls)) {
          calls.add(call(room.getKey(), waiting));
          taken.put(room.getKey(), waiting);
        }
      }
    }
    rooms.keySet().removeAll(taken.keySet());
    rooms.putAll(taken);
    rounds.values().removeIf(List::isEmpty);
    busy.addAll(rounds.keySet());
    return rounds.entrySet().stream().map(e -> new Round(e.getKey(), e.getValue())).toList();
  }

  private static boolean hasSpace(List<Call> calls) {
    return calls.size() < MOST_CALLS
        && calls.stream().mapToLong(Call::bytes).sum() < MOST_ROUND_BYTES;
  }

  private static Call call(RoomName room, Waiting waiting) {
    List<RedisAppend> appends = new ArrayList<>();
    long bytes = 0;
    Iterator<RedisAppend> next = waiting.appends.iterator();
    while (next.hasNext() && appends.size() < MOST) {
      RedisAppend append = next.next();
      bytes += append.entry().size();
      if (bytes > MOST_BYTES && !appends.isEmpty()) {
        break;
      }
      appends.add(append);
      next.remove();
    }
    waiting.underWay = true;
    return new Call(room, appends, waiting.admitted, waiting.tried);
  }

  /** Ends a round; its calls were ended before. */
  void end(Round round) {
    busy.remove(round.shard());
  }

  /** Ends a call whose outcome is known. */
  void end(Call call) {
    Waiting waiting = rooms.get(call.room());
    waiting.underWay = false;
    waiting.tried = false;
    if (waiting.appends.isEmpty()) {
      rooms.remove(call.room());
    }
  }

  /**
   * Ends a call that has to be made again.
   *
   * @param tried whether it, or an earlier one, may have been executed
   */
  void again(Call call, boolean tried, boolean admitted) {
    Waiting waiting = rooms.get(call.room());
    waiting.underWay = false;
    waiting.tried = tried;
    waiting.admitted |= admitted;
    for (int i = call.appends().size() - 1; i >= 0; i--) {
      waiting.appends.addFirst(call.appends().get(i));
    }
  }

  /** What is late, and whether an earlier call with it may have been executed. */
  record Late(RedisAppend append, boolean tried) {}

  /** Removes what waits and is late. */
  List<Late> removeLate(long now) {
    List<Late> late = new ArrayList<>();
    rooms.values().forEach(waiting -> removeLate(waiting, now, late));
    rooms.values().removeIf(waiting -> waiting.appends.isEmpty() && !waiting.underWay);
    return late;
  }

  private static void removeLate(Waiting waiting, long now, List<Late> late) {
    Optional<RedisAppend> first = Optional.ofNullable(waiting.appends.peek());
    while (first.filter(append -> append.isLate(now)).isPresent()) {
      late.add(new Late(waiting.appends.remove(), waiting.tried));
      first = Optional.ofNullable(waiting.appends.peek());
    }
  }
}
