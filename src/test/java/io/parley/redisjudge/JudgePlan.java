package io.parley.redisjudge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is tried.
 *
 * @param war the server under test
 * @param seed of the faults; the same seed makes the same ones
 * @param faults how many
 * @param kinds of which they are
 * @param rooms how many
 * @param rate messages a second, of all writers together
 */
record JudgePlan(Path war, long seed, int faults, List<Fault> kinds, int rooms, int rate) {
  JudgePlan {
    kinds = List.copyOf(kinds);
  }

  /** The faults: each kind as often as any other, in a random order. */
  List<Fault> inOrder() {
    List<Fault> all = new ArrayList<>();
    Random random = new Random(seed);
    while (all.size() < faults) {
      List<Fault> round = new ArrayList<>(kinds);
      Collections.shuffle(round, random);
      all.addAll(round.subList(0, Math.min(round.size(), faults - all.size())));
    }
    return all;
  }

  boolean isShort() {
    return faults <= 30;
  }
}
