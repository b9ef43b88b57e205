package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The WAR as its users start it. */
class ExecutableWarIT {
  private static final int TERMINATED = 143;

  @TempDir private Path folder;
  private Path temporary;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private WarProcess start(String... arguments) throws IOException {
    return WarProcess.start(temporary, folder.resolve("err"), environment, arguments);
  }

  /** Runs to the end, and says everything: status, then output, then errors. */
  private List<String> run(String... arguments) throws Exception {
    try (WarProcess war = start(arguments)) {
      String out = war.rest();
      return List.of(Integer.toString(war.exit()), out, war.err());
    }
  }

  private List<Path> left() throws IOException {
    // The JVM's own files of performance data.
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("hsperf")).toList();
    }
  }

  @Test
  void itPrintsOneUrlForEachPortAndServesThere() throws Exception {
    try (WarProcess war = start("--port", "0", "--port=0")) {
      List<String> urls = List.of(war.line(), war.line());

      assertThat(urls).allMatch(url -> url.matches("http://localhost:[0-9]+/"));
      assertThat(urls).doesNotHaveDuplicates();
      for (String url : urls) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "none")).build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
            .isEqualTo(404);
      }
      assertThat(war.err()).isEmpty();
    }
  }

  /** The lines from the blank one to the one that ends the start. */
  private static List<String> banner(WarProcess war) throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(war.line());
    } while (!lines.get(lines.size() - 1).equals("Ctrl+C stops."));
    return lines;
  }

  @Test
  void itSaysOnceWhereItsPagesAndRoomsAreAndThatItStops() throws Exception {
    try (WarProcess war = start("--port", "0")) {
      String url = war.line();
      List<String> lines = banner(war);

      assertThat(lines)
          .startsWith("", "Parley 0.1.0")
          .contains(
              "  handshakes    " + url + "handshakes.html",
              "  lab           " + url + "lab.html",
              "  documents     " + url + "docs/",
              "  rooms         kept in " + folder.toRealPath().resolve("parley-data"),
              "  acknowledged  stored on disk: the message survives a crash and a loss of power")
          .noneMatch(line -> line.contains("\u001b"));
      for (String line : lines) {
        if (line.contains("http:")) {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(line.replaceFirst(".* http:", "http:"))).build();
          assertThat(
                  HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
              .as(line)
              .isEqualTo(200);
        }
      }
      // Process::destroy would close its output.
      ProcessHandle.of(war.pid()).orElseThrow().destroy();
      assertThat(war.rest()).isEqualTo("Stopping; this takes at most 10 s.");
      assertThat(war.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"'', true", "1, false"})
  void onATerminalTheVersionIsBoldUnlessThatIsDeclined(String noColour, boolean bold)
      throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")), "script, for a terminal, is not installed");
    environment = Map.of("NO_COLOR", noColour, "TERM", "xterm");
    List<String> command =
        WarProcess.command(RunningParley.war(), temporary, List.of(), List.of("--port", "0"));
    List<String> terminal = List.of("script", "-qec", String.join(" ", command), "/dev/null");
    try (WarProcess war = WarProcess.run(folder.resolve("err"), environment, terminal)) {
      assertThat(war.line()).startsWith("http://");

      assertThat(banner(war)).contains(bold ? "\u001b[1mParley 0.1.0\u001b[0m" : "Parley 0.1.0");
    }
  }

  @Test
  void aServerForOtherMachinesListsNoOperatorsPageWithoutAToken() throws Exception {
    try (WarProcess war = start("--port", "0", "--host", "0.0.0.0", "--data", "none")) {
      war.line();

      assertThat(banner(war))
          .contains(
              "  rooms         in memory only",
              "  acknowledged  held in memory: the message is lost at the stop")
          .noneMatch(line -> line.contains(".html"));
    }
  }

  @Test
  void aServerWithATokenListsTheOperatorsPages() throws Exception {
    environment = Map.of("PARLEY_OPERATOR_TOKEN", "a-token-of-environment");
    try (WarProcess war = start("--port", "0", "--host", "0.0.0.0")) {
      war.line();

      assertThat(banner(war)).anyMatch(line -> line.endsWith("/lab.html"));
    }
  }

  @Test
  void theEnvironmentSetsWhatTheCommandLineDoesNot() throws Exception {
    environment = Map.of("PARLEY_PORT", "0,0", "PARLEY_HOST", "localhost");
    try (WarProcess war = start("--host", "127.0.0.1")) {
      assertThat(List.of(war.line(), war.line()))
          .allMatch(url -> url.matches("http://127\\.0\\.0\\.1:[0-9]+/"));
    }
  }

  @Test
  void itUnpacksNothing() throws Exception {
    try (WarProcess war = start("--port", "0")) {
      war.line();

      assertThat(left()).isEmpty();
      assertThat(folder.resolve("parley-data").resolve("native")).doesNotExist();
    }
  }

  @Test
  void withoutAWordItKeepsItsRoomsInAFolderForItsUserOnly() throws Exception {
    try (WarProcess war = start("--port", "0")) {
      war.line();

      Path data = folder.resolve("parley-data");
      assertThat(data.resolve("parley.db")).isNotEmptyFile();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void toldSoItKeepsNothing() throws Exception {
    try (WarProcess war = start("--port", "0", "--data", "none")) {
      war.line();

      assertThat(folder.resolve("parley-data")).doesNotExist();
      assertThat(war.err()).isEmpty();
    }
  }

  @Test
  void aFolderThatAnotherOneUsesIsOneLineAndStatus2() throws Exception {
    try (WarProcess war = start("--port", "0")) {
      war.line();

      assertThat(run("--port", "0"))
          .containsExactly(
              "2",
              "",
              "parley: Bad data by default: \"parley-data\";"
                  + " expected a folder that no other server uses.\n");
    }
  }

  @Test
  void aStoreThatIsNoneIsOneLineAndStatus2() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("parley.db"), "no database ".repeat(100));

    List<String> said = run("--port", "0", "--data", data.toString());

    assertThat(said.subList(0, 2)).containsExactly("2", "");
    assertThat(said.get(2).lines())
        .singleElement()
        .asString()
        .startsWith("parley: Bad --data on the command line: ")
        .contains("expected a store that can be opened (", "NOTADB");
  }

  @Test
  void terminatedItEndsWithin5SecondsAndLeavesNothing() throws Exception {
    try (WarProcess war = start("--port", "0")) {
      war.line();
      long before = System.nanoTime();
      war.terminate();

      assertThat(war.exit()).isEqualTo(TERMINATED);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(war.err()).isEmpty();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void terminatedItSendsItsMembersAwayAndLogsIt() throws Exception {
    assertThat(loggedOfAMember("--port", "0"))
        .containsExactly(
            "- INFO io.parley.endpoint open - /chat/tea 127.0.0.1",
            "- INFO io.parley.endpoint close - 1012");
  }

  @Test
  void aMessageIsALineOfTheLogOnlyWhereThatIsAskedFor() throws Exception {
    assertThat(loggedOfAMember("--port", "0", "--log-messages"))
        .containsExactly(
            "- INFO io.parley.endpoint open - /chat/tea 127.0.0.1",
            "- INFO io.parley.endpoint.message message - text 6 bytes",
            "- INFO io.parley.endpoint close - 1012");
  }

  /** The log of a server that a member said something to and that was then terminated. */
  private List<String> loggedOfAMember(String... arguments) throws Exception {
    try (WarProcess war = start(arguments);
        Wire ann = Wire.open(URI.create(war.line()).getPort(), "/chat/tea")) {
      ann.text("secret");
      assertThat(ann.read().text()).isEqualTo("data received");
      war.terminate();

      Wire.Frame close = ann.read();
      assertThat(close.code()).isEqualTo(1012);
      assertThat(close.reason()).isEqualTo("server restarts");
      ann.send(true, Wire.CLOSE, close.payload());
      assertThat(war.exit()).isEqualTo(TERMINATED);
      return war.err()
          .lines()
          .map(line -> line.replaceAll("^\\S+ \\S+|01[0-9A-Z]{24}", "-"))
          .toList();
    }
  }

  @Test
  void aFloodOfRefusalsFillsNoDiskAndIsCounted() throws Exception {
    int flood = 10_000;
    long before = System.nanoTime();
    try (WarProcess war = start("--port", "0")) {
      int port = URI.create(war.line()).getPort();
      for (int sent = 0; sent < flood; sent++) {
        try (RawClient client = new RawClient(port)) {
          assertThat(client.ask("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status())
              .isEqualTo(426);
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - before).toSeconds();
      war.terminate();
      assertThat(war.exit()).isEqualTo(TERMINATED);

      List<String> refused = war.err().lines().filter(l -> l.contains(" refused ")).toList();
      List<String> told = war.err().lines().filter(l -> l.contains(" left out ")).toList();
      assertThat(refused).hasSizeBetween(1, 10 * (int) (seconds + 2));
      assertThat(told).hasSizeBetween(1, (int) seconds + 2);
      assertThat(refused.size() + told.stream().mapToInt(ExecutableWarIT::leftOut).sum())
          .isEqualTo(flood);
    }
  }

  private static int leftOut(String line) {
    Matcher told =
        Pattern.compile("INFO io.parley.guard left out (\\d+) lines, \\1 about 127\\.0\\.0\\.1$")
            .matcher(line);
    assertThat(told.find()).as(line).isTrue();
    return Integer.parseInt(told.group(1));
  }

  @Test
  void theLimitInACloseReasonIsTheSettingWhateverTheLocale() throws Exception {
    environment = Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=de -Duser.country=DE");
    try (WarProcess war = start("--port", "0");
        Wire ann = Wire.open(URI.create(war.line()).getPort(), "/echo")) {
      ann.text("x".repeat(65_537));

      Wire.Frame close = ann.read();
      assertThat(close.code()).isEqualTo(1009);
      assertThat(close.reason()).contains("65536");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "zh", "ar", "th-TH-u-nu-thai"})
  void theLogIsTheSameInEveryLanguageOfTheMachine(String language) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    environment =
        Map.of(
            "LANG", locale + ".UTF-8",
            "LC_ALL", locale + ".UTF-8",
            "PARLEY_OUT_OF_PLACE", "x",
            "JAVA_TOOL_OPTIONS", "-Duser.language=" + locale.getLanguage());
    try (WarProcess war = start("--port", "0");
        Wire ann = Wire.open(URI.create(war.line()).getPort(), "/echo")) {
      ann.text("hi");
      ann.read();
      war.terminate();
      assertThat(war.exit()).isEqualTo(TERMINATED);

      assertThat(war.err().lines().filter(line -> line.contains(" io.parley.")))
          .isNotEmpty()
          .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d [0-9:.]{12} (INFO|WARNING) io.*"))
          .anyMatch(line -> line.contains(" INFO "))
          .anyMatch(line -> line.contains(" WARNING "));
    }
  }

  @Test
  void terminatedWhileItStartsItLeavesNothing() throws Exception {
    Path data = folder.resolve("parley-data");
    try (WarProcess war = start("--port", "0")) {
      while (!Files.exists(data)) {
        Thread.onSpinWait();
      }
      war.terminate();

      assertThat(war.exit()).isEqualTo(TERMINATED);
      assertThat(left()).isEmpty();
      assertThat(data.resolve("native")).doesNotExist();
    }
  }

  @Test
  void aPortInUseIsOneLineAndStatus2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(run("--port", Integer.toString(port)))
          .containsExactly(
              "2",
              "",
              "parley: Cannot listen on localhost:%d: the port is in use on 127.0.0.1:%d.\n"
                  .formatted(port, port));
      assertThat(left()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nope|Unknown option: '--nope' (--help lists the options)",
        "--PORT=1|Unknown option: '--PORT'; did you mean --port? (--help lists the options)",
        "-host|Unknown option: '-host'; did you mean --host? (--help lists the options)",
        "stray|Unmatched argument at index 0: 'stray' (--help lists the options)",
        "prob|Unmatched argument at index 0: 'prob'; did you mean the command probe?"
            + " (--help lists the options)",
        "data|Unmatched argument at index 0: 'data'; did you mean --data?"
            + " (--help lists the options)",
        "--require-origin=ture|Bad --require-origin on the command line: \"ture\";"
            + " expected true or false; did you mean true?",
        "--port|Missing required parameter for option '--port' (N) (--help lists the options)",
        "--port=x|Bad --port on the command line: \"x\"; expected a number from 0 to 65535.",
        "--host=no.invalid|Bad --host on the command line: \"no.invalid\";"
            + " expected a host that can be resolved.",
      })
  void aBadArgumentIsOneLineAndStatus2(String argument, String line) throws Exception {
    assertThat(run(argument)).containsExactly("2", "", "parley: " + line + "\n");
    assertThat(left()).isEmpty();
  }

  @Test
  void allThatIsWrongIsToldAtOnceALineEachSortedByOption() throws Exception {
    environment =
        Map.of(
            "PARLEY_TRUSTED_PROXY", "proxy",
            "PARLEY_PING", "soon",
            "PARLEY_OPERATOR_TOKEN", "a-short-secret");

    List<String> said =
        run(
            "--prot=80",
            "--host=no.invalid",
            "--journal=many",
            "--port=x",
            "--port=y",
            "--allow-origin=nowhere",
            "--allow-host=a:1",
            "--echo-subprotocol=a b",
            "--operator-token",
            "s3cr3t-s3cr3t-s3cr3t",
            "--drain",
            "1s",
            "--drain",
            "2s",
            "--data");

    assertThat(said.subList(0, 2)).containsExactly("2", "");
    assertThat(said.get(2).lines())
        .containsExactly(
            "parley: Bad --allow-host on the command line: \"a:1\";"
                + " expected a host name without a port.",
            "parley: Bad --allow-origin on the command line: \"nowhere\"; expected an origin such"
                + " as https://example.com or https://*.example.com, or null.",
            "parley: Missing required parameter for option '--data' (DIR) (--help lists the"
                + " options)",
            "parley: option '--drain' (TIME) should be specified only once (--help lists the"
                + " options)",
            "parley: Bad --echo-subprotocol on the command line: \"a b\";"
                + " expected a token, such as soap.",
            "parley: Bad --host on the command line: \"no.invalid\";"
                + " expected a host that can be resolved.",
            "parley: Bad --journal on the command line: \"many\";"
                + " expected a number from 0 to 10000.",
            "parley: Unknown option: '--operator-token'; did you mean --operator-token-file?"
                + " (--help lists the options)",
            "parley: Bad PARLEY_OPERATOR_TOKEN in the environment;"
                + " expected 16 to 256 visible ASCII characters.",
            "parley: Bad PARLEY_PING in the environment: \"soon\";"
                + " expected a time from 100ms to 60m.",
            "parley: Bad --port on the command line: \"x\"; expected a number from 0 to 65535.",
            "parley: Bad --port on the command line: \"y\"; expected a number from 0 to 65535.",
            "parley: Unknown option: '--prot'; did you mean --port? (--help lists the options)",
            "parley: Bad PARLEY_TRUSTED_PROXY in the environment: \"proxy\";"
                + " expected an address or a range such as 10.0.0.0/8.");
    assertThat(left()).isEmpty();
  }

  @Test
  void aNameThatIsNoOptionIsAWarningAndTheLinksOfKubernetesAreToldOnce() throws Exception {
    environment =
        Map.of(
            "PARLEY_PORT", "tcp://10.0.0.1:8080",
            "PARLEY_SERVICE_HOST", "10.0.0.1",
            "PARLEY_ALLOWED_ORIGIN", "https://a-secret.example");
    try (WarProcess war = start("--port", "0")) {
      war.line();

      assertThat(war.err().lines().map(line -> line.replaceAll("^\\S+ \\S+", "-")))
          .containsExactly(
              "- WARNING io.parley.app Ignored in the environment: PARLEY_PORT,"
                  + " PARLEY_SERVICE_HOST; they are Kubernetes' links to a service, not options"
                  + " (enableServiceLinks: false in the pod leaves them out).",
              "- WARNING io.parley.app PARLEY_ALLOWED_ORIGIN in the environment names no option;"
                  + " the nearest is PARLEY_ALLOW_ORIGIN.");
    }
  }

  @Test
  void itNeedsNoTemporaryFolder() throws Exception {
    temporary = folder.resolve("none");
    try (WarProcess war = start("--port", "0");
        Wire ann = Wire.open(URI.create(war.line()).getPort(), "/chat/tea")) {
      ann.text("hi");

      assertThat(ann.read().text()).isEqualTo("data received");
      // A newer JVM says a line of its own.
      assertThat(war.err().lines()).noneMatch(line -> line.matches(".*(WARNING|ERROR) io\\..*"));
    }
    assertThat(temporary).doesNotExist();
  }

  @Test
  void helpNamesEveryOptionAndEndsWell() throws Exception {
    List<String> said = run("--help");

    assertThat(said.get(0)).isEqualTo("0");
    assertThat(said.get(1))
        .startsWith("Usage: java -jar parley.war [OPTIONS]")
        .contains("--port=N", "--host=NAME", "--allow-origin=ORIGIN", "--allow-host=NAME")
        .contains("--require-origin", "--echo-subprotocol=NAME", "--max-message=BYTES", "--ping=")
        .contains("--help", "--version");
    assertThat(said.get(2)).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void theVersionIsTheManifests() throws Exception {
    assertThat(run("--version")).containsExactly("0", "Parley 0.1.0", "");
  }
}
