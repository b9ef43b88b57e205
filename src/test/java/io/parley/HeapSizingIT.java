package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the JVM of {@code java -jar} sizes its heap, as {@code jcmd} tells its flags. */
class HeapSizingIT {
  @TempDir private Path folder;

  private List<String> flags(String... options) throws IOException {
    List<String> command =
        WarProcess.command(
            RunningParley.war(),
            folder,
            List.of(options),
            List.of("--port", "0", "--data", "none"));
    try (WarProcess war = WarProcess.run(folder.resolve("err"), Map.of(), command)) {
      assertThat(war.line()).startsWith("http://");
      return flags(war.pid());
    }
  }

  private static List<String> flags(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "VM.flags", "-all")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines
          .map(line -> line.strip().split("\\s+", 5))
          .filter(words -> words.length == 5 && words[1].matches(".*HeapFreeRatio|G1Periodic.*al"))
          .map(words -> words[1] + " " + words[3])
          .toList();
    }
  }

  @Test
  void theHeapShrinksAfterABurstAndIsCollectedWhileNothingHappens() throws IOException {
    assertThat(flags())
        .containsExactlyInAnyOrder(
            "MinHeapFreeRatio 20", "MaxHeapFreeRatio 40", "G1PeriodicGCInterval 300000");
  }

  @Test
  void aRatioOfTheUserIsKept() throws IOException {
    assertThat(flags("-XX:MinHeapFreeRatio=50"))
        .containsExactlyInAnyOrder(
            "MinHeapFreeRatio 50", "MaxHeapFreeRatio 70", "G1PeriodicGCInterval 300000");
  }

  @Test
  void anIntervalOfTheUserIsKeptEvenIfItIsTheDefault() throws IOException {
    assertThat(flags("-XX:G1PeriodicGCInterval=0", "-XX:+UseSerialGC"))
        .containsExactlyInAnyOrder(
            "MinHeapFreeRatio 20", "MaxHeapFreeRatio 40", "G1PeriodicGCInterval 0");
  }
}
