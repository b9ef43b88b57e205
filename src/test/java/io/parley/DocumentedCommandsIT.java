package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the commands of documents, and compares what they print. A command is a block marked {@code
 * sh}, and the block marked {@code text} behind it is what it prints; {@code …} stands for
 * anything.
 */
class DocumentedCommandsIT {
  private static final Pattern COMMAND =
      Pattern.compile("(?s)```sh\\n([^`]+)\\n```\\n(.*?)```text\\n([^`]+)\\n```");

  private static final int PATIENCE_S = 60;

  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0", "--tls-port", "0", "--tls-self-signed", "true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Command(String line, String printed) {}

  private static List<Command> commands(String document) throws IOException {
    return COMMAND
        .matcher(Files.readString(Path.of("src/site/markdown", document)))
        .results()
        .map(found -> new Command(found.group(1), found.group(3)))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> printWhatTheDocumentsSay() throws IOException {
    return Stream.of(tests("get-started.md", 1), tests("error-1006.md", 6), tests("tls.md", 3))
        .flatMap(each -> each);
  }

  private static Stream<DynamicTest> tests(String document, int count) throws IOException {
    List<Command> commands = commands(document);
    assertThat(commands).as(document).hasSize(count);
    return commands.stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    document + ": " + command.line().replace(" \\\n ", ""),
                    () -> check(document, command)));
  }

  private static void check(String document, Command command) throws Exception {
    needsCurl(document, command.line());
    assertThat(run(served(command.line())))
        .as(command.line())
        .containsPattern(printed(served(command.printed())));
  }

  private static String served(String text) {
    return text.replace("localhost:8080", "localhost:" + server.port(0))
        .replace("localhost:8443", "localhost:" + server.port(1));
  }

  /** Whole lines, in their order. */
  private static Pattern printed(String text) {
    String pattern =
        text.lines()
            .map(line -> line.equals("…") ? "(?:.*\\n)*?" : line(line) + "\\n")
            .reduce("", String::concat);
    return Pattern.compile("(?m)^" + pattern);
  }

  private static String line(String line) {
    return Arrays.stream(line.split("…", -1))
        .map(Pattern::quote)
        .reduce((left, right) -> left + ".*" + right)
        .orElseThrow();
  }

  private static String run(String line) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        line.replace("java -jar parley.war", java + " -jar '" + RunningParley.war() + "'")
            .replaceFirst("^curl ", "curl -q -sS --noproxy '*' ");
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    return output.replace("\r\n", "\n") + "\n";
  }

  /** With {@code TEST_CURL=required} in the environment, the test fails instead. */
  private static void needsCurl(String document, String line) {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean missing =
        line.startsWith("curl ")
            && Arrays.stream(path.split(File.pathSeparator, -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    if (missing) {
      String reason = "A command of " + document + " is not run: no curl is on the PATH";
      System.out.println(reason);
      assertThat(System.getenv("TEST_CURL")).as(reason).isNotEqualTo("required");
      Assumptions.abort(reason);
    }
  }
}
