package io.parley.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every clause is cited. */
class ClauseTest {

  @ParameterizedTest
  @EnumSource(Clause.class)
  void isCitedWhereTheCodeObeysIt(Clause clause) {
    assertThat(sources("src/main/java", Path.of("io/parley/spec")))
        .containsPattern("Clause\\." + clause.name() + "\\b");
  }

  @ParameterizedTest
  @EnumSource(Clause.class)
  void isTheOriginOfATest(Clause clause) {
    assertThat(sources("src/test", Path.of("io/parley/spec")))
        .containsPattern(clause.citation().replace(".", "\\.") + "(?![0-9]|\\.[0-9])");
  }

  @ParameterizedTest
  @EnumSource(Clause.class)
  void isOneSentenceWithALink(Clause clause) {
    assertThat(clause.text()).matches("[A-Z0-9].*\\.").hasSizeLessThan(120);
    assertThat(clause.link())
        .matches("https://www\\.rfc-editor\\.org/rfc/rfc\\d{4}#section-[0-9.]+")
        .contains(clause.citation().replaceAll("RFC (\\d+) .*", "rfc$1#"));
  }

  private static String sources(String root, Path except) {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|txt)"))
          .filter(file -> !file.getParent().endsWith(except))
          .map(ClauseTest::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
