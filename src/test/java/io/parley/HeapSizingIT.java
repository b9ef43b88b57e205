package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Until;
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

  /** Waits until the flags are as they are expected to become: another thread sets them. */
  private void assertFlags(List<String> expected, String... options) throws IOException {
    List<String> command =
        WarProcess.command(
            RunningParley.war(),
            folder,
            List.of(options),
            List.of("--port", "0", "--data", "none"));
    try (WarProcess war = WarProcess.run(folder.resolve("err"), Map.of(), command)) {
      assertThat(war.line()).startsWith("http://");
      Until.isTrue("flags " + expected, () -> flags(war.pid()).equals(expected));
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
          .sorted()
          .toList();
    }
  }

  @Test
  void theHeapShrinksAfterABurstAndIsCollectedWhileNothingHappens() throws IOException {
    assertFlags(
        List.of("G1PeriodicGCInterval 300000", "MaxHeapFreeRatio 40", "MinHeapFreeRatio 20"));
  }

  @Test
  void aRatioOfTheUserIsKept() throws IOException {
    assertFlags(
        List.of("G1PeriodicGCInterval 300000", "MaxHeapFreeRatio 70", "MinHeapFreeRatio 50"),
        "-XX:MinHeapFreeRatio=50");
  }

  @Test
  void anIntervalOfTheUserIsKeptEvenIfItIsTheDefault() throws IOException {
    assertFlags(
        List.of("G1PeriodicGCInterval 0", "MaxHeapFreeRatio 40", "MinHeapFreeRatio 20"),
        "-XX:G1PeriodicGCInterval=0",
        "-XX:+UseSerialGC");
  }
}
