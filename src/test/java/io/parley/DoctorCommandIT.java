package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import io.parley.tool.AnsweringServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor command, as a user types it. */
class DoctorCommandIT {
  private static final String TOKEN = "a-token-of-24-characters";

  @TempDir private Path folder;

  @Test
  void sendsWhatItIsTold() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    List<String> heads = new ArrayList<>();
    try (AnsweringServer server =
        AnsweringServer.start(
            head -> {
              heads.add(head);
              return "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n";
            })) {
      Doctored.of(
          server.url() + "?room=tea",
          "--origin",
          "https://www.example.com",
          "--subprotocol",
          "soap",
          "--subprotocol",
          "wamp",
          "--header",
          "X-Tenant: 7",
          "--cookie",
          "a=1",
          "--cookie",
          "b=2",
          "--token-file",
          token.toString());
    }
    assertThat(heads.get(0))
        .startsWith("GET /chat?room=tea HTTP/1.1\r\nHost: localhost:")
        .contains("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ")
        .contains("\r\nSec-WebSocket-Version: 13\r\n", "\r\nUser-Agent: parley-doctor\r\n")
        .contains("\r\nOrigin: https://www.example.com\r\n")
        .contains("\r\nSec-WebSocket-Protocol: soap, wamp\r\n")
        .contains("\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")
        .contains("\r\nX-Tenant: 7\r\n", "\r\nCookie: a=1; b=2\r\n")
        .contains("\r\nAuthorization: Bearer " + TOKEN + "\r\n");
  }

  /** A server may send back what it got. */
  @Test
  void showsNoSecretEvenWhereTheServerSendsItBack() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Path json = folder.resolve("report.json");
    String body = "no " + TOKEN + " and no cookie-value-1 and no header-value-1";
    try (AnsweringServer server =
        AnsweringServer.start(
            head ->
                "HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer error=\""
                    + TOKEN
                    + "\"\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)) {
      Doctored doctored =
          Doctored.of(
              server.url() + "?access_token=url-token-1",
              "--token-file",
              token.toString(),
              "--cookie",
              "sid=cookie-value-1",
              "--header",
              "X-Api-Key: header-value-1",
              "--json",
              json.toString());
      assertThat(doctored.verdict()).isEqualTo("upgrade: the client's request");
      assertThat(doctored.out() + Files.readString(json))
          .contains("/chat?…", "cookie or token is not accepted")
          .doesNotContain(TOKEN, "cookie-value-1", "header-value-1", "url-token-1");
    }
  }

  @Test
  void writesTheReportAsJson() throws Exception {
    Path json = folder.resolve("report.json");
    try (StrictServer server = StrictServer.start(Flaw.OMITS_ACCEPT)) {
      assertThat(Doctored.of(server.url(), "--json", json.toString()).status()).isEqualTo(1);
      assertThat(Files.readString(json))
          .startsWith("{\"url\":\"" + server.url() + "\",\"through\":false,\"steps\":[")
          .contains("{\"step\":\"TCP\",\"outcome\":\"passed\",\"seen\":[\"127.0.0.1:")
          .contains("{\"step\":\"upgrade\",\"outcome\":\"failed\",\"seen\":[")
          .contains("{\"step\":\"ping\",\"outcome\":\"not reached\",\"seen\":[]}")
          .contains("\"blame\":\"the server's application\",\"cause\":\"The 101 has no Sec-");
    }
    try (StrictServer server = StrictServer.start()) {
      assertThat(Doctored.of(server.url(), "--json", json.toString()).status()).isZero();
      assertThat(Files.readString(json)).contains("\"through\":true").doesNotContain("blame");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--timeout 0 | --timeout must be above 0 and at most 120 seconds",
        "--timeout 121 | --timeout must be above 0 and at most 120 seconds",
        "--wait 0 | --wait must be from 1 to 86400 seconds",
        "--wait 86401 | --wait must be from 1 to 86400 seconds",
        "--message-size 0 | --message-size must be from 1 to 16777216 bytes",
        "--message-size 16777217 | --message-size must be from 1 to 16777216 bytes",
        "--message-size 1 --no-messages | --message-size sends a message, and --no-messages forbids"
            + " it",
        "--subprotocol a,b | --subprotocol takes one name, without spaces and commas",
        "--origin höst | --origin takes a scheme, a host and a port, such as"
            + " https://www.example.com",
        "--cookie secret-cookie | --cookie is not of the form NAME=VALUE, or @FILE",
        "--token-file none | cannot read none: there is no such file",
        "--waite 3 | Unknown option: '--waite'; did you mean --wait?"
      })
  void refusesAWrongOptionInOneLine(String options, String line) {
    String[] words = ("ws://localhost:1/ " + options).split(" ", -1);
    Doctored doctored = Doctored.of(words);
    assertThat(doctored.status()).isEqualTo(2);
    assertThat(doctored.err()).isEqualTo("parley doctor: " + line + " (parley doctor --help)\n");
    assertThat(doctored.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ws://localhost:1/ ws://localhost:2/"})
  void wantsOneUrl(String urls) {
    Doctored doctored = Doctored.of(urls.isEmpty() ? new String[0] : urls.split(" ", -1));
    assertThat(doctored.status()).isEqualTo(2);
    assertThat(doctored.err().lines()).hasSize(1);
  }

  @Test
  void theDocumentHasEveryOption() throws Exception {
    String document = Files.readString(Path.of("src/site/markdown/doctor.md"));
    assertThat(Arguments.strict().getSubcommands().get("doctor").getCommandSpec().options())
        .extracting(option -> option.longestName())
        .filteredOn(name -> !name.equals("--help"))
        .allSatisfy(name -> assertThat(document).containsPattern("\\| `" + name + "[ `]"));
  }

  /** A page of http: or https: may be given as it stands in the address bar. */
  @Test
  void takesAUrlOfHttpToo() throws Exception {
    try (StrictServer server = StrictServer.start()) {
      assertThat(Doctored.of(server.url().replaceFirst("ws", "HTTP")).status()).isZero();
    }
  }
}
