package io.parley.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * What figures depend on beside the servers.
 *
 * @param release of the JDK
 * @param loadAverage of the machine before the benchmark, negative if it is not known
 */
record Surroundings(
    String cpu,
    int cores,
    String system,
    String jdk,
    int release,
    LocalDate date,
    double loadAverage) {
  static Surroundings ofThisMachine() throws IOException {
    return new Surroundings(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Runtime.version().feature(),
        LocalDate.now(ZoneOffset.UTC),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String cpuModel() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  String loadText() {
    return loadAverage < 0 ? "not known" : String.format(Locale.ROOT, "%.1f", loadAverage);
  }
}
