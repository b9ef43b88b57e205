package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeededCommandsTest {
  private static final Pattern CALL = Pattern.compile("redis[.]p?call\\('([A-Z]+)'");

  @Test
  void everyCommandOfAScriptIsTriedAtTheStart() throws IOException {
    TreeSet<String> called = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/parley/broker/redis"))) {
      for (Path file : files.toList()) {
        CALL.matcher(Files.readString(file))
            .results()
            .map(NeededCommandsTest::name)
            .forEach(called::add);
      }
    }
    assertThat(called).hasSizeGreaterThan(10);
    assertThat(NeededCommands.names()).containsAll(called);
  }

  private static String name(MatchResult call) {
    return call.group(1);
  }
}
