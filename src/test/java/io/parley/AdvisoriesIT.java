package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The libraries in the WAR, and those of the tests, against known advisories. */
class AdvisoriesIT {
  /** Days after which the list is said to be old. It fails nothing: the same commit stays green. */
  private static final long OLD = 60;

  private static final String LOOKED_UP = "looked up: ";

  private static List<Advisory> advisories;
  private static LocalDate lookedUp;

  @BeforeAll
  static void read() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("src/test/resources/advisories.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    advisories =
        rows.stream().filter(row -> !row.startsWith(LOOKED_UP)).map(Advisory::parse).toList();
    lookedUp =
        rows.stream()
            .filter(row -> row.startsWith(LOOKED_UP))
            .map(row -> LocalDate.parse(row.substring(LOOKED_UP.length())))
            .findAny()
            .orElseThrow();
    long days = ChronoUnit.DAYS.between(lookedUp, LocalDate.now(ZoneOffset.UTC));
    if (days > OLD) {
      System.out.println(
          "NOTICE: advisories.txt is %d days old: look the libraries up again, see src/site/markdown/dependencies.md"
              .formatted(days));
    }
  }

  private static List<String> shipped() throws IOException {
    try (ZipFile war = new ZipFile(RunningParley.war().toFile())) {
      return war.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.matches("WEB-INF/(lib|launch)/[^/]+\\.jar"))
          .map(name -> name.substring(name.lastIndexOf('/') + 1))
          .filter(name -> !name.equals("parley.jar"))
          .toList();
    }
  }

  /** Of the class path of the tests, and of the folder from which they start other containers. */
  private static List<String> tested() throws IOException {
    Stream<String> path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    Path containers = Path.of(System.getProperty("parley.containers"));
    try (Stream<Path> embedded =
        Files.isDirectory(containers) ? Files.walk(containers, 2) : Stream.<Path>empty()) {
      return Stream.concat(path, embedded.map(Path::toString).toList().stream())
          .filter(name -> name.endsWith(".jar"))
          .map(name -> Path.of(name).getFileName().toString())
          .distinct()
          .toList();
    }
  }

  private static Stream<String> hits(List<String> jars, boolean accepted) {
    return advisories.stream()
        .filter(advisory -> accepted || advisory.accepted().isEmpty())
        .flatMap(
            advisory ->
                jars.stream()
                    .filter(advisory::affects)
                    .map(
                        jar ->
                            "%s: %s, %s; mended in %s"
                                .formatted(jar, advisory.id(), advisory.what(), advisory.fixed())));
  }

  @Test
  void theWarHoldsNothingWithAnAdvisory() throws IOException {
    assertThat(hits(shipped(), true)).isEmpty();
  }

  @Test
  void theTestsUseNothingWithAnAdvisoryThatNobodyAccepted() throws IOException {
    assertThat(hits(tested(), false)).isEmpty();
  }

  @Test
  void everyLibraryOfTheWarWasLookedUp() throws IOException {
    assertThat(shipped())
        .isNotEmpty()
        .allMatch(jar -> advisories.stream().anyMatch(advisory -> advisory.isOf(jar)));
  }

  @Test
  void thePageNamesTheDaysAfterWhichTheListIsOld() throws IOException {
    assertThat(Files.readString(Path.of("src/site/markdown/dependencies.md")))
        .contains("older than " + OLD + " days");
  }
}
