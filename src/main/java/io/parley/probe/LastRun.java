package io.parley.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The failures of the last run, kept for their explanation.
 *
 * @param failures what was seen, by address
 */
public record LastRun(String target, String time, Map<String, List<String>> failures) {
  /** More than all cases can fill, for each shows a bounded part. */
  private static final int MAX = 8 * 1024 * 1024;

  private static final String FIRST_LINE = "parley probe, last run, format 1";
  private static final String FAILURE = "failure ";

  /** Returns the failures of a run that ends now. */
  public static LastRun of(Report report) {
    Map<String, List<String>> failures = new LinkedHashMap<>();
    report
        .failures()
        .forEach(f -> failures.put(f.subject().address().toString(), FailureLines.of(f)));
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new LastRun(report.target(), now, failures);
  }

  /** Reads the file; empty if there is none that can be read. */
  public static Optional<LastRun> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<String> lines = new String(in.readNBytes(MAX), StandardCharsets.UTF_8).lines().toList();
      return lines.size() >= 3 && lines.get(0).equals(FIRST_LINE)
          ? Optional.of(parsed(lines))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static LastRun parsed(List<String> lines) {
    Map<String, List<String>> failures = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      if (line.startsWith(FAILURE)) {
        seen = new ArrayList<>();
        failures.put(line.substring(FAILURE.length()), seen);
      } else {
        seen.add(line.strip().isEmpty() ? "" : line.substring(1));
      }
    }
    return new LastRun(lines.get(1), lines.get(2), failures);
  }

  /** Writes the file at once, for its owner only. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "probe", ".tmp");
    try {
      Files.writeString(written, text());
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder(FIRST_LINE + "\n" + target + "\n" + time + "\n");
    failures.forEach(
        (address, lines) -> {
          text.append(FAILURE).append(address).append('\n');
          lines.forEach(line -> text.append(' ').append(line).append('\n'));
        });
    return text.toString();
  }
}
