package io.parley.broker.redis;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The absent members for which this node is responsible, in all rooms, by the time at which they
 * depart. For the thread of its node.
 */
final class PresenceAbsences {
  private record Absence(OwnMember member, long due, long number, Runnable over, Runnable early) {}

  private static final Comparator<Absence> BY_TIME =
      (one, other) ->
          one.due == other.due
              ? Long.compare(one.number, other.number)
              : Long.signum(one.due - other.due);

  private final TreeSet<Absence> all = new TreeSet<>(BY_TIME);
  private final Map<OwnMember, Absence> byMember = new HashMap<>();
  private final int most;
  private long added;

  /**
   * @param most beyond which the one whose time ends first departs early
   */
  PresenceAbsences(int most) {
    this.most = most;
  }

  /**
   * Adds a member, each object once.
   *
   * @param over is called when its time is over
   * @param early is called where it departs before
   */
  void add(OwnMember member, Duration grace, Runnable over, Runnable early) {
    remove(member);
    Optional<Absence> first = all.size() < most ? Optional.empty() : Optional.of(all.first());
    Absence absence =
        new Absence(member, System.nanoTime() + grace.toNanos(), ++added, over, early);
    all.add(absence);
    byMember.put(member, absence);
    first.ifPresent(each -> each.early.run());
  }

  void remove(OwnMember member) {
    Optional.ofNullable(byMember.remove(member)).ifPresent(all::remove);
  }

  /** Calls those whose time is over. */
  void sweep() {
    long now = System.nanoTime();
    while (!all.isEmpty() && all.first().due - now <= 0) {
      Absence absence = all.pollFirst();
      byMember.remove(absence.member);
      absence.over.run();
    }
  }
}
