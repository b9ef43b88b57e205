package io.parley.clientleague;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The league of clients runs by its profile only, so this build compiles what it can of it. */
class ClientLeagueSourcesTest {
  private static final Path SOURCES = Path.of("src/test/client-league");

  @TempDir Path classes;

  @Test
  void compilesTheLeague() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("it"))) {
      assertThat(errors(files.filter(each -> each.toString().endsWith(".java")).toList()))
          .isEmpty();
    }
  }

  @Test
  void compilesTheDriverOfTheJdk() {
    Path java = SOURCES.resolve("java");
    assertThat(errors(List.of(java.resolve("Cases.java"), java.resolve("jdk/Driver.java"))))
        .isEmpty();
  }

  private String errors(List<Path> files) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    files.forEach(each -> arguments.add(each.toString()));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, errors, errors, arguments.toArray(String[]::new));
    return status == 0 ? "" : errors.toString(StandardCharsets.UTF_8);
  }
}
