package io.parley.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table and the words that figures become. */
class PerformancePageTest {
  private static final Surroundings SURROUNDINGS =
      new Surroundings("A CPU", 2, "Linux 6", "A VM 17", 17, LocalDate.of(2026, 11, 27), 0.25);

  private static BenchmarkOptions options(String... properties) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      values.put("performance." + properties[i], properties[i + 1]);
    }
    return BenchmarkOptions.of(name -> values.getOrDefault(name, ""));
  }

  private static Samples of(double... values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return Samples.of(list);
  }

  private static Row row(String title, Samples parley, Samples netty, Samples tomcat) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    samples.put("Parley", parley);
    samples.put("Netty 4", netty);
    samples.put("Tomcat 10", tomcat);
    return new Row(title, "µs", "Netty 4", samples);
  }

  private static String page(BenchmarkOptions options, Row... rows) {
    Benchmark.Report report = new Benchmark.Report(List.of(rows), List.of());
    return new PerformancePage(SURROUNDINGS, options, "Parley", report).text();
  }

  private static String part(String page, String heading) {
    String rest = page.substring(page.indexOf("## " + heading) + heading.length() + 3);
    return rest.substring(0, rest.indexOf("\n## ")).strip();
  }

  private static final Row ECHO =
      row("echo", of(19, 18, 20, 18.5, 19.5), of(10, 9, 11, 10, 10), of(20, 20, 21, 22, 19));

  @Test
  void theTablesHaveRatiosMediansAndTheSpread() {
    String page = page(options(), ECHO);
    assertThat(part(page, "Ratios"))
        .isEqualTo(
            """
            Each figure divided by that of Netty 4 in the same run. Less is better.

            |  | Parley | Netty 4 | Tomcat 10 |
            |---|---:|---:|---:|
            | echo | 1.90 | 1.00 | 2.00 |""");
    assertThat(part(page, "Figures"))
        .endsWith("| echo, µs | 19.0 (18.0 to 20.0) | 10.0 (9.0 to 11.0) | 20.0 (19.0 to 22.0) |");
  }

  @Test
  void whatNeedsMoreIsSaidAsPlainlyAsWhatNeedsLess() {
    String page = page(options(), ECHO, row("fan-out", of(5), of(10), of(100)));
    assertThat(part(page, "Where Parley needs more"))
        .isEqualTo("- echo (19.0 (18.0 to 20.0) µs): 1.90 times Netty 4 (10.0).");
    assertThat(part(page, "Where Parley needs less"))
        .isEqualTo("- fan-out (5.0 µs): 0.50 times Netty 4 (10.0); 0.05 times Tomcat 10 (100).");
    assertThat(part(page, "Where Parley is equal, within 15 %"))
        .isEqualTo("- echo (19.0 (18.0 to 20.0) µs): 0.95 times Tomcat 10 (20.0).");
  }

  @ParameterizedTest
  @CsvSource({"1.15, true", "1.16, false", "0.87, true", "0.86, false", "1, true"})
  void aDifferenceIsNoneWithinTheNoise(double ratio, boolean equal) {
    assertThat(Comparison.isEqual(ratio)).isEqualTo(equal);
  }

  @Test
  void aServerThatFailedACheckHasNoFigureAndSaysWhy() {
    String page = page(options(), row("echo", of(5), of(4), Samples.failed("failed: wrong")));
    assertThat(part(page, "Ratios")).endsWith("| echo | 1.25 | 1.00 | - |");
    assertThat(part(page, "Without a figure")).isEqualTo("- echo: Tomcat 10 failed: wrong.");
  }

  @Test
  void parleyIsComparedWithItself() {
    Map<String, Samples> samples = new LinkedHashMap<>();
    samples.put("in memory", of(10));
    samples.put("on SQLite", of(16));
    Row first = new Row("fan-out", "µs", "in memory", samples);
    Row second = new Row("delay", "ms", "in memory", samples);
    Benchmark.Report report = new Benchmark.Report(List.of(), List.of(first, second));
    String page = new PerformancePage(SURROUNDINGS, options(), "Parley", report).text();
    assertThat(part(page, "Parley beside itself: in memory, on SQLite"))
        .endsWith(
            """
            | fan-out, µs | 10.0 | 16.0 |
            | delay, ms | 10.0 | 16.0 |

            - fan-out, in memory to on SQLite: 1.60 times as much.
            - delay, in memory to on SQLite: 1.60 times as much.""");
  }

  @Test
  void theTitleNamesTheJdk() {
    assertThat(page(options(), ECHO)).startsWith("# Performance on JDK 17\n");
  }

  @Test
  void theMachineTheDateAndTheRoundsAreNamed() {
    assertThat(
            part(page(options("server-cores", "0", "generator-cores", "1"), ECHO), "Measured on"))
        .isEqualTo(
            """
            - Date: 2026-11-27
            - Machine: A CPU, 2 cores
            - System: Linux 6
            - JDK of all servers: A VM 17
            - Load average of the machine before: 0.3
            - 5 rounds of 3 s, in 3 turns; before them 12 s of such runs unmeasured, of handshakes 30 s; server on core 0, generator on core 1""");
  }

  @Test
  void aPageOfAShortRunSaysThatItProvesNothing() {
    String warning = "**These figures prove nothing";
    assertThat(page(options("smoke", "true"), ECHO)).contains(warning);
    assertThat(page(options("rounds", "4"), ECHO)).contains(warning);
    assertThat(page(options(), ECHO)).doesNotContain(warning);
  }

  @Test
  void onlyACompleteRunReplacesThePage() {
    assertThat(options().isComplete()).isTrue();
    assertThat(options("rows", "echo").isComplete()).isFalse();
    assertThat(options("servers", "Parley,Netty").isComplete()).isFalse();
    assertThat(options("smoke", "true").isComplete()).isFalse();
  }

  @Test
  void rowsAreChosenByTheirNames() {
    BenchmarkOptions chosen = options("rows", "echo, start");
    assertThat(chosen.hasRow("echo")).isTrue();
    assertThat(chosen.hasRow("start")).isTrue();
    assertThat(chosen.hasRow("echo-16")).isFalse();
    assertThat(options().hasRow("echo-16")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("rows", "echoes"))
        .withMessageStartingWith("no row is echoes, but [handshake, token, echo, ");
  }

  /** An option that the page tells of would else do nothing. */
  @Test
  void theBuildPassesEveryOption() throws IOException {
    List<String> read = new ArrayList<>();
    BenchmarkOptions.of(
        name -> {
          read.add(name);
          return "";
        });
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            read.stream()
                .map(name -> "<argument>-D" + name + "=${" + name + "}</argument>")
                .toList());
  }
}
