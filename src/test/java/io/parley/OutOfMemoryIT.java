package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A heap that is too small ends the process at any time; it never stays without answering. */
class OutOfMemoryIT {
  private static final int OUT_OF_MEMORY = 3;
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  private WarProcess start(List<String> options) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> arguments = List.of("--port", "0");
    List<String> command = WarProcess.command(RunningParley.war(), temporary, options, arguments);
    return WarProcess.run(folder.resolve("err"), Map.of(), command);
  }

  /** Whether it served; where not, it ended by itself and said why in its last line. */
  private boolean served(WarProcess war) throws Exception {
    String output;
    try {
      output = war.line();
    } catch (IOException e) {
      assertThat(war.exit()).isEqualTo(OUT_OF_MEMORY);
      assertThat(war.err().lines().reduce((first, last) -> last).orElseThrow())
          .startsWith("parley: out of memory (");
      return false;
    }
    assertThat(output).startsWith("http://");
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"8m", "12m", "16m"})
  void atAnyHeapItServesOrEndsWithALineAndAStatus(String heap) throws Exception {
    try (WarProcess war = start(List.of("-Xmx" + heap))) {
      if (served(war)) {
        war.terminate();
        assertThat(war.exit()).isIn(TERMINATED, OUT_OF_MEMORY);
      }
    }
  }

  /** What a start does not read is held outside the heap, by a thread of its own. */
  @Test
  void withoutMemoryForTheWarItEndsWithALineAndAStatus() throws Exception {
    try (WarProcess war = start(List.of("-Xmx64m", "-XX:MaxDirectMemorySize=4m"))) {
      assertThat(served(war)).isFalse();
    }
  }
}
