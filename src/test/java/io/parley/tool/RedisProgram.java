package io.parley.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/**
 * Finds the program {@code redis-server}: the installed one, of version 7 or later, or for a single
 * server the one of a test library, which is of version 6.2.
 */
public final class RedisProgram {
  private static Optional<Path> embedded = Optional.empty();

  private RedisProgram() {}

  /** Where it is installed. */
  static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin";
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Leaves a test out where Redis is not installed, and says so; with {@code TEST_REDIS=required}
   * in the environment it fails. Tests of a single server need not call it.
   */
  public static void requireInstalled() {
    if (installed().isEmpty()) {
      String reason = "redis-server is not installed: no replica, Sentinel or cluster";
      assertThat(System.getenv("TEST_REDIS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      Assumptions.assumeTrue(false, reason);
    }
  }

  /** The installed program, else that of the library. */
  static Path find() {
    return installed().orElseGet(RedisProgram::embedded);
  }

  /** The program of the library, written into a temporary folder once. */
  static synchronized Path embedded() {
    if (embedded.isEmpty()) {
      try {
        embedded = Optional.of(ExecutableProvider.newJarResourceProvider().get().toPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return embedded.get();
  }
}
