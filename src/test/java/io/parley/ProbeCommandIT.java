package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The probe command, as a user types it. */
final class ProbeCommandIT {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void passesAServerWithoutFault() throws IOException {
    try (StrictServer server = StrictServer.start()) {
      assertThat(run(server.url(), "--subprotocol", "soap", "--only", "rfc6455")).isZero();
    }
    assertThat(out.toString())
        .contains("rfc6455/4.2.1    Reading the Client's Opening Handshake           40 passed")
        .contains("MUST")
        .doesNotContain("failed", "\u001b");
  }

  @Test
  void failsAServerThatBreaksAMust() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      assertThat(run(server.url(), "--only", "rfc6455/4.2.1")).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("  rfc6455/4.2.1/25   failed   MUST")
        .contains("https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1")
        .contains("    we      leave out the key")
        .contains("    saw     the answer is HTTP/1.1 101 Switching")
        .contains("      > GET /echo HTTP/1.1\\r\\n")
        .contains("      < HTTP/1.1 101 Switching\\r\\n");
  }

  @Test
  void countsAShouldOnlyWhereItIsStrict() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.OMITS_DATE)) {
      assertThat(run(server.url(), "--only", "rfc9110/6.6.1")).isZero();
      assertThat(run(server.url(), "--only", "rfc9110/6.6.1", "--strict")).isEqualTo(1);
    }
  }

  @Test
  void sendsTheFieldsThatItIsTold() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.WANTS_KNOWN_FIELDS)) {
      assertThat(run(server.url(), "--only", "rfc6455/4.2.2/1", "--header", "Cookie: a=b"))
          .isEqualTo(1);
      assertThat(run(server.url(), "--only", "rfc6455/4.2.2/1", "--origin", "http://other.invalid"))
          .isEqualTo(1);
    }
    assertThat(out.toString()).contains("> Cookie: ***\\r\\n", "> Origin: http://other.invalid");
  }

  @Test
  void takesADeniedOriginThatIsAcceptedForAFault() throws IOException {
    try (StrictServer server = StrictServer.start(Flaw.TAKES_DENIED_ORIGIN)) {
      assertThat(run(server.url(), "--only", "rfc6455/4.2.2/16")).isZero();
      assertThat(
              run(
                  server.url(),
                  "--only",
                  "rfc6455/4.2.2/16",
                  "--denied-origin",
                  "http://x.invalid"))
          .isEqualTo(1);
    }
    assertThat(out.toString()).contains("skipped  no origin is refused here");
  }

  @Test
  void writesJsonThatCanBeRead() throws IOException {
    Path file = folder.resolve("report.json");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      run(server.url(), "--only", "rfc6455/4.2.1", "--json", file.toString());
    }
    List<String> addresses = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "address".equals(json.currentName())) {
          addresses.add(json.getString());
        }
      }
    }
    assertThat(addresses).hasSize(40).contains("rfc6455/4.2.1/25");
    assertThat(Files.readString(file)).contains("\"outcome\":\"failed\"", "\"level\":\"MUST\"");
  }

  @Test
  void writesJunitXmlThatCanBeRead() throws Exception {
    Path file = folder.resolve("report.xml");
    try (StrictServer server = StrictServer.start(Flaw.TAKES_NO_KEY)) {
      run(server.url(), "--only", "rfc6455/4.2", "--junit", file.toString());
    }
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(root.getElementsByTagName("testcase").getLength()).isEqualTo(56);
    assertThat(root.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(((Element) root.getElementsByTagName("testsuite").item(0)).getAttribute("failures"))
        .isEqualTo("1");
  }

  @Test
  void listsTheCasesOfASection() {
    assertThat(run("--list", "--only", "rfc6455/11.3.1")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "rfc6455/11.3.1  Sec-WebSocket-Key",
            "  rfc6455/11.3.1/1     MUST           send the key twice: refuse",
            "  rfc6455/11.3.1/2     MUST           send two keys: refuse",
            "  rfc6455/11.3.1/3     MUST           send two keys in one line: refuse",
            "");
  }

  @Test
  void explainsACaseWithoutAServer() {
    assertThat(run("--explain", "rfc6455/4.4/1")).isZero();
    assertThat(out.toString())
        .contains("rfc6455/4.4/1  MUST")
        .contains("clause  RFC 6455 4.4  https://www.rfc-editor.org/rfc/rfc6455#section-4.4")
        .contains("> GET /chat HTTP/1.1\\r\\n")
        .contains("> Sec-WebSocket-Version: 25\\r\\n")
        .contains("right   a right answer is an HTTP error that fits")
        .contains("names 13 in Sec-WebSocket-Version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://localhost/",
        "wss://localhost:1/ --timeout 1",
        "ws://localhost/ --jobs 0",
        "ws://localhost/ --jobs 65",
        "ws://localhost/ --timeout 0",
        "ws://localhost/ --timeout 121",
        "ws://localhost/ --only rfc1149",
        "ws://localhost/ --header nonsense",
        "--explain rfc6455/4.4/99",
        "ws://localhost/ --nonsense",
        "ws://localhost:1/ --timeout 1",
        "ws://localhost/ --jobs many",
        "ws://localhost/ --timeout",
        "ws://localhost/ ws://localhost/"
      })
  void saysInOneLineWhatItCannotDo(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("parley probe: ")
        .doesNotContain("Exception", "Usage");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--onyl x|Unknown option: '--onyl'; did you mean --only? (parley probe --help)",
        "strict|not a URL of the form ws://host[:port]/path or wss://host[:port]/path: strict (parley probe --help)",
        "--explain rfc6455/4.4/99|no case has the address rfc6455/4.4/99; did you mean"
            + " rfc6455/4.4/9? (parley probe --help)",
        "ws://a/ --only rfc6455/4.21|no case lies at rfc6455/4.21; did you mean rfc6455/4.2.1?"
            + " (parley probe --help)",
        "ws://a/ --only nothing|no case lies at nothing; --list shows them all"
            + " (parley probe --help)",
        "ws://a/ --via ws://b/ --json x|--json is for cases, not for --via (parley probe --help)",
        "ws://a/ --via ws://b/ --only rfc6455|--only is for cases, not for --via"
            + " (parley probe --help)",
        "ws://a/ --headr Cookie:secret|Unknown option: '--headr'; did you mean --header?"
            + " (parley probe --help)",
      })
  void namesWhatWasProbablyMeant(String arguments, String line) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("parley probe: " + line + "\n");
  }

  private int run(String... arguments) {
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("probe"), Stream.of(arguments)).toArray(String[]::new));
  }
}
