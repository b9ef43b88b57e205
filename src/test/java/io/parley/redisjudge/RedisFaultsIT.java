package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisProgram;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real servers on a real cluster, and faults. {@code -Dparley.redis.faults=N} makes N of
 * them, {@code -Dparley.redis.seed=N} the same ones again, as far as machines repeat themselves;
 * the Maven profile redis-faults makes a hundred.
 */
class RedisFaultsIT {
  private static final int FAULTS = Integer.getInteger("parley.redis.faults", 20);
  private static final long SEED = Long.getLong("parley.redis.seed", System.nanoTime());

  @TempDir private Path folder;

  @BeforeAll
  static void requireRedis() {
    RedisProgram.requireInstalled();
  }

  @Test
  void nothingThatWasAcknowledgedIsLostRepeatedOrMovedWithoutAWord() throws Exception {
    boolean isShort = FAULTS <= 30;
    JudgePlan plan =
        new JudgePlan(
            Path.of(System.getProperty("parley.war")),
            SEED,
            FAULTS,
            List.of(Fault.values()),
            isShort ? 20 : 50,
            isShort ? 200 : 500);
    System.out.println("seed " + SEED);
    PrintStream out = System.out;
    try (JudgeRun run = new JudgeRun(plan, folder, out)) {
      List<String> wrong = run.run();
      assertThat(wrong).as("seed " + SEED).isEmpty();
    }
  }
}
