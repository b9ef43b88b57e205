package io.parley.attack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs an attack against its own server, and checks what is left afterwards. */
final class Judge {
  /** Milliseconds within which an attack's descriptors have to be free again. */
  private static final long FREED = 15_000;

  /** Descriptors that may come and go with any load. */
  private static final int SLACK = 40;

  /** All pools together: what they took for a burst they let go of some minutes later. */
  private static final int THREADS = 300;

  /** Bytes of live heap that a server may have more after its first load. */
  private static final long HEAP_SLACK = 24_000_000;

  /** Milliseconds that an acknowledgement may take under attack, at the 99th percentile. */
  private static final double DELAY = 250;

  /** The status of a process that SIGTERM ended (128 + 15). */
  private static final int TERMINATED = 143;

  private static final Healthy.Felt NOTHING = new Healthy.Felt(0, 0, 0, -1, -1);

  private static final Target.Use UNKNOWN = new Target.Use(-1, -1, -1);

  private final Path war;
  private final boolean whole;
  private final long seed;
  private double quiet = -1;

  Judge(Path war, boolean whole, long seed) {
    this.war = war;
    this.whole = whole;
    this.seed = seed;
  }

  /** Whether there is no time to wait for it alone; then it is not measured. */
  boolean runsBeside(Attack attack) {
    return attack.waits() && !whole;
  }

  private boolean measures(Attack attack) {
    return attack.measured() && !runsBeside(attack);
  }

  /** A server that does not even start, or breaks off a measurement, is a row too. */
  Row judge(Attack attack) throws InterruptedException {
    try {
      return judged(attack);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Row(attack.name(), NOTHING, -1, UNKNOWN, UNKNOWN, List.of("no end: " + e));
    }
  }

  private Row judged(Attack attack) throws Exception {
    try (Target target = Target.start(war, attack.arguments(), attack.fileKilobytes())) {
      Scene scene = new Scene(target, whole, new Random(seed));
      if (measures(attack)) {
        warmUp(target);
      }
      Target.Use before = target.use();
      Healthy.Felt felt = measures(attack) ? measured(attack, scene) : alone(attack, scene);
      long freed = freed(target, before);
      Target.Use after = target.use();
      List<String> failures = new ArrayList<>(scene.failures());
      if (measures(attack)) {
        failures.addAll(felt(felt));
      }
      failures.addAll(left(target, before, after, freed));
      return new Row(attack.name(), felt, freed, before, after, failures);
    }
  }

  /** The same two members without an attack; the first time, to know what this machine can do. */
  private synchronized void warmUp(Target target) throws IOException, InterruptedException {
    try (Healthy healthy = new Healthy(target)) {
      TimeUnit.MILLISECONDS.sleep(1_000);
      if (quiet < 0) {
        healthy.forget();
        TimeUnit.MILLISECONDS.sleep(1_500);
        quiet = healthy.stop().most();
      }
    }
  }

  private static Healthy.Felt measured(Attack attack, Scene scene) throws Exception {
    try (Healthy healthy = new Healthy(scene.target())) {
      alone(attack, scene);
      return healthy.stop();
    }
  }

  private static Healthy.Felt alone(Attack attack, Scene scene) throws InterruptedException {
    try {
      attack.run(scene);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      scene.check(false, "the attack broke off: " + e);
    }
    return NOTHING;
  }

  private static long freed(Target target, Target.Use before) throws InterruptedException {
    long start = System.nanoTime();
    while (target.descriptors() > before.descriptors() + SLACK) {
      if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(FREED)) {
        return -1;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private List<String> felt(Healthy.Felt felt) {
    List<String> missed = new ArrayList<>();
    if (!felt.complete()) {
      missed.add(felt.acknowledged() + " acknowledged, " + felt.heard() + " delivered");
    }
    double limit = DELAY + 3 * quiet;
    if (felt.most() > limit) {
      missed.add(Math.round(felt.most()) + Row.LATE + ", of " + Math.round(limit));
    }
    return missed;
  }

  private static List<String> left(Target target, Target.Use before, Target.Use after, long freed)
      throws Exception {
    List<String> missed = new ArrayList<>();
    if (freed < 0) {
      missed.add("descriptors are not free");
    }
    if (after.heap() < 0 || after.heap() > before.heap() + HEAP_SLACK) {
      missed.add("the heap has grown");
    }
    if (after.threads() > THREADS) {
      missed.add("threads are left");
    }
    long traces = target.traces();
    if (traces > 0) {
      missed.add(traces + " lines of stack traces");
    }
    int status = target.stop();
    if (status != TERMINATED) {
      missed.add(status < 0 ? "it does not stop" : "it ended with status " + status);
    }
    return missed;
  }
}
