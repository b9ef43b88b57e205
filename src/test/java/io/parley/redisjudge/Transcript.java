package io.parley.redisjudge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one reader of one room was told, in order, and what is wrong with it. Thread-safe. */
final class Transcript {
  private final String name;
  private final List<String> wrong = new ArrayList<>();

  /** What the reader holds to be the log, by offset. */
  private final TreeMap<Long, String> kept = new TreeMap<>();

  private LogPosition first = new LogPosition("", 0);
  private LogPosition last = first;
  private boolean begun;
  private long gaps;
  private long takenBack;

  Transcript(String name) {
    this.name = name;
  }

  synchronized boolean hasBegun() {
    return begun;
  }

  /** The position to come back with. */
  synchronized LogPosition last() {
    return last;
  }

  /** The room was joined for the first time. */
  synchronized void begin(LogPosition head) {
    if (!begun) {
      begun = true;
      first = head;
      last = head;
    }
  }

  synchronized void message(LogPosition position, String token) {
    if (position.offset() != last.offset() + 1) {
      wrong("after " + last + " came " + position + " with " + token);
    }
    kept.put(position.offset(), token);
    last = position;
  }

  synchronized void gap(LogPosition from, LogPosition to, OptionalLong missed) {
    gaps++;
    // A fail-over without a loss begins a generation, and nobody is told of it.
    if (from.offset() != last.offset()) {
      wrong("a gap from " + from + ", but the last was " + last);
    }
    SortedMap<Long, String> taken = kept.tailMap(to.offset() + 1);
    long count = Math.max(to.offset() - from.offset(), 0) + taken.size();
    if (missed.isEmpty() || missed.getAsLong() != count) {
      wrong("the gap from " + from + " to " + to + " has " + count + ", and says " + missed);
    }
    takenBack += taken.size();
    taken.clear();
    last = to;
  }

  private void wrong(String what) {
    if (wrong.size() < 5) {
      wrong.add(name + ": " + what);
    }
  }

  /** Whether the reader has what the log has; only then it may be judged. */
  synchronized boolean isAtEnd(SortedMap<Long, String> log) {
    return log.isEmpty() || last.offset() >= log.lastKey();
  }

  /**
   * Compares with the log that Redis has. What a gap skipped is wrong too where Redis has it: a run
   * is too short for a message to be forgotten.
   *
   * @return what is wrong, a line each
   */
  synchronized List<String> judge(SortedMap<Long, String> log) {
    log.tailMap(first.offset() + 1)
        .forEach(
            (offset, token) -> {
              String told = kept.getOrDefault(offset, "");
              if (!told.equals(token)) {
                wrong("at " + offset + " Redis has " + token + ", the reader [" + told + "]");
              }
            });
    kept.forEach(
        (offset, token) -> {
          if (!log.containsKey(offset)) {
            wrong("at " + offset + " the reader has " + token + ", Redis has nothing");
          }
        });
    return List.copyOf(wrong);
  }

  synchronized long gaps() {
    return gaps;
  }

  /** Messages that were delivered, and taken back by a gap. */
  synchronized long takenBack() {
    return takenBack;
  }

  synchronized long delivered() {
    return kept.size();
  }
}
