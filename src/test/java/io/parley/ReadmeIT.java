package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ProblemCode;
import io.parley.settings.Option;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is what the code does. */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final Path DOCUMENTS = Path.of("src/site/markdown");

  private static List<String> lines(Path document) throws IOException {
    return Files.readAllLines(document).stream().map(String::strip).toList();
  }

  @Test
  void theBadHandshakeOfTheFirstSessionGetsTheAnswerThatStandsThere() throws Exception {
    List<String> readme = lines(README);
    String curl = readme.stream().filter(l -> l.startsWith("curl -i")).findAny().orElseThrow();
    List<String> answer = readme.subList(readme.indexOf("HTTP/1.1 400 Bad Request"), readme.size());
    List<String> head = answer.subList(1, answer.indexOf(""));
    String body =
        answer.stream()
            .dropWhile(line -> !line.startsWith("{"))
            .takeWhile(line -> !line.isEmpty())
            .collect(Collectors.joining())
            .replaceAll("….*", "");

    try (RunningParley parley = RunningParley.start("--port", "0");
        RawClient client = new RawClient(parley.port(0))) {
      Answer real = client.ask(request(curl));
      assertThat(real.start()).isEqualTo("HTTP/1.1 400 Bad Request");
      assertThat(real.fields()).containsAll(head);
      assertThat(real.content()).startsWith(body).contains("\"findings\":[{");
    }
  }

  private static String request(String curl) {
    Stream<String> fields =
        Pattern.compile("-H '([^']+)'").matcher(curl).results().map(field -> field.group(1));
    String path = curl.replaceFirst(".*http://localhost:8080", "");
    return Stream.concat(Stream.of("GET " + path + " HTTP/1.1", "Host: localhost"), fields)
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
  }

  private static String row(Option option) {
    String context = option.isEmbeddedOnly() ? "" : "`" + option.contextName() + "`";
    String absence = option.fallback().isEmpty() ? option.absence() : "`" + option.absence() + "`";
    return String.join(
        " | ",
        "| `--" + option.spelling() + "`",
        "`" + option.environmentName() + "`",
        context,
        absence,
        option.text() + " |");
  }

  @Test
  void theSettingsAreTheOptions() throws IOException {
    assertThat(lines(DOCUMENTS.resolve("settings.md")))
        .filteredOn(line -> line.startsWith("| `--"))
        .containsExactlyElementsOf(Arrays.stream(Option.values()).map(ReadmeIT::row).toList());
  }

  @Test
  void everyPackageStandsInTheMap() throws IOException {
    List<String> map =
        Pattern.compile("^\\| `([a-z0-9.]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(DOCUMENTS.resolve("architecture.md")))
            .results()
            .map(row -> row.group(1))
            .map(name -> name.startsWith("io.") ? name : "io.parley." + name)
            .toList();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.endsWith("package-info.java")).map(ReadmeIT::named))
          .containsExactlyInAnyOrderElementsOf(map);
    }
  }

  private static String named(Path packageInfo) {
    return Path.of("src/main/java")
        .relativize(packageInfo.getParent())
        .toString()
        .replace('/', '.');
  }

  @Test
  void everyCodeStandsInTheTableOfAnswers() throws IOException {
    List<String> document = lines(DOCUMENTS.resolve("handshake.md"));
    for (ProblemCode problemCode : ProblemCode.values()) {
      String status =
          problemCode == ProblemCode.REQUEST_MALFORMED ? "" : " " + problemCode.status();
      assertThat(document)
          .as(problemCode.toString())
          .anyMatch(line -> line.contains("`" + problemCode + "`") && line.contains(status));
    }
  }
}
