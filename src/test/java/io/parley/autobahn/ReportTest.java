package io.parley.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path folder;

  private Report report(String... cases) throws IOException {
    String index = "{\"Jetty\":{" + String.join(",", cases) + "}}";
    return Report.read(List.of(Files.writeString(folder.resolve("index.json"), index)));
  }

  private static String result(String id, String behavior, String code) {
    return "\"%s\":{\"behavior\":\"%s\",\"behaviorClose\":\"OK\",\"duration\":7,\"remoteCloseCode\":%s}"
        .formatted(id, behavior, code);
  }

  @Test
  void countsAFailedCaseAsFailed() throws IOException {
    Report report = report(result("9.10.1", "FAILED", "null"), result("9.9.1", "UNCLEAN", "1006"));
    assertThat(report.failed()).extracting(Report.Result::id).containsExactly("9.9.1", "9.10.1");
    assertThat(Summary.of(report))
        .contains("| 9. Limits and performance, up to 16 MiB | 0 of 2 |")
        .contains("- **Failed** (Jetty): 9.9.1, 9.10.1.");
  }

  @Test
  void takesNonStrictAndInformationalForPassed() throws IOException {
    Report report =
        report(result("6.4.1", "NON-STRICT", "1007"), result("7.1.6", "INFORMATIONAL", "1000"));
    assertThat(report.failed()).isEmpty();
    assertThat(Summary.of(report))
        .contains("- Non-strict (Jetty): 6.4.1.", "- Informational (Jetty): 7.1.6.");
  }

  @Test
  void forgivesOnlyTheCodesThatHaveBeenRegisteredSince() throws IOException {
    Report report =
        report(
            result("7.9.6", "FAILED", "1012"),
            result("7.9.7", "FAILED", "1000"),
            result("7.9.9", "FAILED", "1015"));
    assertThat(report.failed()).extracting(Report.Result::id).containsExactly("7.9.7", "7.9.9");
  }

  @Test
  void aLaterResultCountsInPlaceOfTheFirst() throws IOException {
    Report first = report(result("1.1.1", "OK", "1000"), result("6.16.2", "FAILED", "1007"));
    Report later = report(result("6.16.2", "OK", "1007"));
    assertThat(first.with(later).failed()).isEmpty();
    assertThat(first.with(later).results()).hasSize(2);
    assertThat(later.with(first).failed()).extracting(Report.Result::id).containsExactly("6.16.2");
  }
}
