package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The reports of the probe command beside the text: baseline, page, annotations, last run. */
@Timeout(60)
final class ProbeReportsIT {
  private static final String SECTION = "rfc6455/4.2.1";
  private static final String FAILED = "rfc6455/4.2.1/25";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aKnownFailureDoesNotCount() throws IOException {
    Path baseline = folder.resolve("baseline.txt");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      assertThat(run(server.url(), "--only", SECTION, "--write-baseline", baseline.toString()))
          .isEqualTo(1);
      assertThat(Files.readString(baseline))
          .contains(FAILED + "  MUST: the answer is HTTP/1.1 101");
      out.getBuffer().setLength(0);
      assertThat(run(server.url(), "--only", SECTION, "--baseline", baseline.toString())).isZero();
    }
    assertThat(out.toString())
        .contains(FAILED + "   known    the answer is HTTP/1.1 101")
        .doesNotContain("> GET");
  }

  @Test
  void aNewFailureCountsBesideAKnownOne() throws IOException {
    Path baseline = Files.writeString(folder.resolve("known"), "# mine\n\n" + FAILED + "  why\n");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY, Flaw.TAKES_HTTP_1_0)) {
      assertThat(run(server.url(), "--only", SECTION, "--baseline", baseline.toString()))
          .isEqualTo(1);
    }
    assertThat(out.toString()).contains(FAILED + "   known", "rfc6455/4.2.1/9    failed   MUST");
  }

  @Test
  void saysWhichKnownFailuresPassNow() throws IOException {
    Path baseline = Files.writeString(folder.resolve("known"), FAILED + "\n");
    try (StrictServer server = StrictServer.start()) {
      assertThat(run(server.url(), "--only", SECTION, "--baseline", baseline.toString())).isZero();
    }
    assertThat(out.toString())
        .contains(FAILED + "   mended   known to fail, and passed; take it out of the baseline");
  }

  @Test
  void aNoteOfTheBaselineIsKept() throws IOException {
    Path baseline = Files.writeString(folder.resolve("known"), FAILED + "  issue 12\n");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY, Flaw.TAKES_HTTP_1_0)) {
      String file = baseline.toString();
      run(server.url(), "--only", SECTION, "--baseline", file, "--write-baseline", file);
    }
    assertThat(Files.readAllLines(baseline))
        .contains(FAILED + "  issue 12")
        .anyMatch(line -> line.startsWith("rfc6455/4.2.1/9  MUST: "));
  }

  @Test
  void refusesABaselineThatNamesNoCase() throws IOException {
    Path baseline = Files.writeString(folder.resolve("known"), "# head\nrfc6455/4.2.1/999\n");
    try (StrictServer server = StrictServer.start()) {
      assertThat(run(server.url(), "--baseline", baseline.toString())).isEqualTo(2);
      assertThat(run(server.url(), "--baseline", folder.resolve("no").toString())).isEqualTo(2);
    }
    assertThat(err.toString())
        .contains(baseline + ":2: no case has the address rfc6455/4.2.1/999")
        .contains("there is no such file");
  }

  @Test
  void aKnownFailureIsNoFailureForContinuousIntegration() throws Exception {
    Path baseline = Files.writeString(folder.resolve("known"), FAILED + "\n");
    Path junit = folder.resolve("report.xml");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      run(
          server.url(),
          "--only",
          SECTION,
          "--baseline",
          baseline.toString(),
          "--junit",
          junit.toString());
    }
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(junit.toFile())
            .getDocumentElement();
    assertThat(root.getElementsByTagName("failure").getLength()).isZero();
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
  }

  /** A reader of JUnit XML makes a branch of each dot in a class name. */
  @Test
  void aSectionIsOneReadableLeafOfTheTree() throws Exception {
    Path junit = folder.resolve("report.xml");
    try (StrictServer server = StrictServer.start()) {
      run(server.url(), "--only", "rfc6455/11.3.1", "--junit", junit.toString());
    }
    assertThat(Files.readString(junit))
        .contains("classname=\"rfc6455.11-3-1 Sec-WebSocket-Key\"")
        .contains("name=\"rfc6455/11.3.1/1 send the key twice: refuse\"");
  }

  @Test
  void onePageShowsSummaryAndFailures() throws IOException {
    Path html = folder.resolve("report.html");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      run(server.url(), "--only", SECTION, "--html", html.toString());
    }
    assertThat(Files.readString(html))
        .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .contains("prefers-color-scheme: dark")
        .contains("39 of 40 passed", "1 failed that count")
        .contains("<article class=\"new\" id=\"" + FAILED + "\">")
        .contains(
            "<a href=\"https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1\">RFC 6455 4.2.1</a>")
        .contains(
            "<dd>leave out the key</dd>", "&gt; GET /echo HTTP/1.1\\r\\n", "&lt; HTTP/1.1 101")
        .doesNotContain("<script", "src=", "<link", "@import", "url(");
  }

  @Test
  void thePageAndTheAnnotationsAreSafeFromAHostileServer() throws IOException {
    Path html = folder.resolve("report.html");
    String hostile =
        String.join(
            "\r\n",
            "HTTP/1.1 400 <script>alert(1)</script>",
            "X: \"'&<img src=x>\u001b[2J",
            "::error::owned",
            "",
            "##[error]owned",
            "::add-mask::a",
            "");
    try (ScriptedAnswer server = new ScriptedAnswer(hostile)) {
      run(server.url(), "--only", "rfc6455/4.2.2/1", "--html", html.toString(), "--github");
    }
    assertThat(Files.readString(html))
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script", "<img", "\u001b");
    List<String> lines = out.toString().lines().map(String::strip).toList();
    String stop = lines.get(0);
    assertThat(stop).matches("::stop-commands::[0-9a-f-]{36}");
    int resumed = lines.indexOf("::" + stop.replace("::stop-commands::", "") + "::");
    assertThat(resumed).isPositive();
    assertThat(lines.subList(resumed + 1, lines.size()))
        .hasSize(1)
        .allMatch(line -> line.startsWith("::error title=rfc6455/4.2.2/1 failed (MUST)::We "));
  }

  @Test
  void annotatesNewFailuresAndWhatPassesNow() throws IOException {
    Path baseline = Files.writeString(folder.resolve("known"), FAILED + "\nrfc6455/4.2.1/1\n");
    try (StrictServer server =
        StrictServer.start(Flaw.TAKES_NO_KEY, Flaw.TAKES_HTTP_1_0, Flaw.OMITS_DATE)) {
      run(
          server.url(),
          "--only",
          SECTION,
          "--only",
          "rfc9110/6.6.1",
          "--baseline",
          baseline.toString(),
          "--github");
    }
    List<String> commands =
        out.toString().lines().filter(line -> line.matches("::(error|warning|notice).*")).toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    assertThat(commands.get(0))
        .startsWith("::error title=rfc6455/4.2.1/9 failed (MUST)::We ")
        .contains("%0ASaw: ", "%0ARFC 6455 4.2.1 https://");
    assertThat(commands).anyMatch(line -> line.startsWith("::warning title=rfc9110/6.6.1/"));
    assertThat(commands)
        .last()
        .asString()
        .isEqualTo(
            "::notice title=Known failure passes now%3A rfc6455/4.2.1/1::Take it out of the"
                + " baseline.");
    assertThat(commands).noneMatch(line -> line.contains(FAILED + " "));
  }

  @Test
  void annotatesNoMoreThanGithubShows() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.SAYS_500_FOR_ANY_REFUSAL)) {
      run(server.url(), "--only", SECTION, "--github");
    }
    List<String> errors =
        out.toString().lines().filter(line -> line.startsWith("::error ")).toList();
    assertThat(errors).hasSize(10);
    assertThat(errors.get(9)).contains("more failures; the log of the step has them all");
  }

  @Test
  void explainsAFailureOfTheLastRun() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      run(server.url(), "--only", SECTION);
      out.getBuffer().setLength(0);
      assertThat(run("--explain", FAILED)).isZero();
      assertThat(out.toString())
          .contains("> GET /chat HTTP/1.1\\r\\n")
          .contains("  failed in the last run, of " + server.url() + " at 20")
          .contains("  saw     the answer is HTTP/1.1 101 Switching")
          .contains("    > GET /echo HTTP/1.1\\r\\n", "    < HTTP/1.1 101 Switching\\r\\n");
      out.getBuffer().setLength(0);
      assertThat(run("--explain", "last")).isZero();
      assertThat(out.toString())
          .startsWith("last run: " + server.url() + ", 20")
          .contains(", 1 failed", FAILED + "  MUST", "> GET /echo HTTP/1.1\\r\\n");
      run(server.url(), "--only", "rfc6455/4.4");
      out.getBuffer().setLength(0);
      run("--explain", FAILED);
      assertThat(out.toString()).doesNotContain("last run");
    }
  }

  private int run(String... arguments) {
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("probe"), Stream.of(arguments)).toArray(String[]::new));
  }
}
