package io.parley.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Ten minutes of attacks, one after another, on one server with healthy members. */
final class Soak {
  private static final List<Long> LOOKS = List.of(1L, 5L, 10L);

  /** Bytes that the live heap may have grown between the first look and the last. */
  private static final long GROWTH = 16_000_000;

  /** Milliseconds of quiet before a look, for what is let go of late: members who may come back. */
  private static final long QUIET = 20_000;

  private final Path war;
  private final long seed;

  Soak(Path war, long seed) {
    this.war = war;
    this.seed = seed;
  }

  /** Whether the heap stays flat and the healthy members miss nothing. */
  boolean run(List<Attack> attacks) throws Exception {
    List<Attack> all = attacks.stream().filter(Attack::repeatable).toList();
    System.out.println(
        "| minute | acknowledged | 50 % | 99 % | live heap | threads | descriptors | |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    long first = 0;
    boolean held = true;
    try (Target target = Target.start(war, List.of(), 0)) {
      Random random = new Random(seed);
      long start = System.nanoTime();
      for (long minute : LOOKS) {
        Scene scene = new Scene(target, false, random);
        Healthy.Felt felt = until(start + TimeUnit.MINUTES.toNanos(minute), scene, all, random);
        Target.Use use = target.use();
        first = first == 0 ? use.heap() : first;
        List<String> missed = scene.failures();
        scene.check(felt.complete(), "not all was acknowledged and delivered");
        scene.check(use.heap() >= 0 && use.heap() < first + GROWTH, "the heap has grown");
        scene.check(target.ready(), "it is not ready");
        scene.check(target.traces() == 0, target.traces() + " lines of stack traces");
        held &= missed.isEmpty();
        print(minute, felt, use, missed);
      }
    }
    return held;
  }

  /** Attacks until shortly before a moment, and is quiet until then. */
  private static Healthy.Felt until(long end, Scene scene, List<Attack> attacks, Random random)
      throws Exception {
    try (Healthy healthy = new Healthy(scene.target())) {
      while (System.nanoTime() < end - TimeUnit.MILLISECONDS.toNanos(QUIET)) {
        attacks.get(random.nextInt(attacks.size())).run(scene);
      }
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      return healthy.stop();
    }
  }

  private static void print(long minute, Healthy.Felt felt, Target.Use use, List<String> missed) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %d of %d | %.1f ms | %.1f ms | %.1f MB | %d | %d | %s |%n",
        minute,
        felt.acknowledged(),
        felt.sent(),
        felt.half(),
        felt.most(),
        use.heap() / 1e6,
        use.threads(),
        use.descriptors(),
        Row.verdict(missed));
  }
}
