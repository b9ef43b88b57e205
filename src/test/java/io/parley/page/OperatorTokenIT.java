package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Example;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages need the operator's token. */
class OperatorTokenIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final List<String> RESOURCES =
      List.of("/handshakes", "/lab", "/metrics", "/operator");
  @TempDir private Path folder;

  private RunningParley start(String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    all[0] = "--port";
    all[1] = "0";
    all[2] = "--operator-token-file";
    all[3] = file.toString();
    return RunningParley.start(all);
  }

  private static Answer get(RunningParley server, String target, String... fields)
      throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    }
  }

  @Test
  void whoeverHasItMayFromAnywhere() throws Exception {
    try (RunningParley server = start("--host", "0.0.0.0")) {
      for (String resource : RESOURCES) {
        assertThat(get(server, resource, "Authorization: Bearer " + TOKEN).status())
            .as(resource)
            .isEqualTo(200);
        assertThat(
                get(server, resource, "Via: 1.1 proxy", "Authorization: bearer  " + TOKEN).status())
            .as(resource)
            .isEqualTo(200);
      }
    }
  }

  /** A page links what is on. To ask that needs no token, and is no refusal. */
  @Test
  void anybodyMayAskWhetherItIsOn() throws Exception {
    Path document = Path.of("src/site/markdown/handshakes-api.md");
    assertThat(Example.read(document, "{\"on\":true,\"token\"")).isEqualTo(ON_WITHOUT_TOKEN);
    try (RunningParley server = start("--trusted-proxy", "127.0.0.1")) {
      assertThat(get(server, "/operator-access").content())
          .isEqualTo("{\"on\":true,\"token\":true}");
      assertThat(get(server, "/operator-access", "Sec-Fetch-Site: cross-site").content())
          .isEqualTo("{\"on\":false,\"token\":true}");
    }
    try (RunningParley server = RunningParley.start("--port", "0")) {
      assertThat(get(server, "/operator-access").content()).isEqualTo(ON_WITHOUT_TOKEN);
      assertThat(get(server, "/operator-access", "Via: 1.1 proxy").content())
          .isEqualTo("{\"on\":false,\"token\":false}");
      assertThat(get(server, "/metrics").content())
          .doesNotContain("parley_operator_refusals_total{");
    }
  }

  private static final String ON_WITHOUT_TOKEN = "{\"on\":true,\"token\":false}";

  @Test
  void nobodyElseMayEvenOnThisMachine() throws Exception {
    try (RunningParley server = start()) {
      assertThat(get(server, "/lab/some-connection").status()).isEqualTo(401);
      for (String resource : RESOURCES) {
        for (String wrong :
            List.of(
                "X: y",
                "Authorization: Bearer",
                "Authorization: Bearer a-token-of-24-characterS",
                "Authorization: Bearer " + TOKEN + "x",
                "Authorization: Basic " + TOKEN,
                "Authorization: " + TOKEN,
                "X-Token: " + TOKEN)) {
          Answer answer = get(server, resource, wrong);
          assertThat(answer.status()).as(resource + " " + wrong).isEqualTo(401);
          assertThat(answer.values("WWW-Authenticate"))
              .containsExactly("Bearer realm=\"operator\"");
          assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
          assertThat(answer.content()).doesNotContain(TOKEN);
        }
        assertThat(
                get(
                        server,
                        resource,
                        "Sec-Fetch-Site: cross-site",
                        "Authorization: Bearer " + TOKEN)
                    .status())
            .isEqualTo(403);
        assertThat(get(server, resource + "?token=" + TOKEN).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void withoutOneAServerThatOthersCanReachShowsNothing() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0", "--host", "0.0.0.0");
        RunningParley proxied =
            RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1")) {
      for (String resource : RESOURCES) {
        assertThat(get(server, resource).status()).as(resource).isEqualTo(404);
        assertThat(get(server, resource, "Authorization: Bearer " + TOKEN).status()).isEqualTo(404);
        assertThat(get(proxied, resource).status()).as(resource).isEqualTo(404);
      }
    }
  }

  /** What a proxy on the same machine passes on, by the lines that earlier documents had. */
  @Test
  void withoutOneOnlyWhoeverAsksForALoopbackHostWithoutAProxyMay() throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--allow-host", "chat.example.com")) {
      for (String resource : RESOURCES) {
        for (String host : List.of("localhost", "127.0.0.1:8080", "[::1]", "a.localhost")) {
          assertThat(asked(server, "GET " + resource, host, "")).as(host).isEqualTo(200);
        }
        assertThat(asked(server, "GET " + resource, "chat.example.com", "")).isEqualTo(404);
        for (String field :
            List.of(
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 192.0.2.1",
                "Via: 1.1 proxy",
                "True-Client-IP: 192.0.2.1",
                "X-Envoy-External-Address: 192.0.2.1",
                "X-Original-Host: chat.example.com",
                "Forwarded: for=127.0.0.1;host=localhost")) {
          assertThat(asked(server, "GET " + resource, "localhost", field + "\r\n"))
              .as(field)
              .isEqualTo(404);
        }
      }
      String order = "Origin: http://chat.example.com\r\nContent-Length: 0\r\n";
      assertThat(asked(server, "POST /lab", "chat.example.com", order)).isEqualTo(404);
    }
  }

  /** A proxy that chooses its server by Host, and passes the target on as it came. */
  @Test
  void withoutOneAnAbsoluteTargetMayNotNameLoopbackInTheHostsPlace() throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--allow-host", "chat.example.com")) {
      String target = "GET http://localhost/handshakes";
      assertThat(asked(server, target, "localhost", "")).isEqualTo(200);
      assertThat(asked(server, target, "chat.example.com", "")).isEqualTo(404);
    }
  }

  /** In Turkish the small letter of I is another one. */
  @Test
  void aProxyIsSeenInWhateverLanguageTheMachineSpeaks() throws Exception {
    Locale machine = Locale.getDefault();
    try (RunningParley server = RunningParley.start()) {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      for (String field : List.of("X-Real-IP: 192.0.2.1", "VIA: 1.1 proxy")) {
        assertThat(asked(server, "GET /handshakes", "localhost", field + "\r\n"))
            .as(field)
            .isEqualTo(404);
      }
    } finally {
      Locale.setDefault(machine);
    }
  }

  private static int asked(RunningParley server, String start, String host, String fields)
      throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(start + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n").status();
    }
  }

  @Test
  void attemptsAreAskedForAtARateByEachAddress() throws Exception {
    try (RunningParley server = start("--trusted-proxy", "127.0.0.1")) {
      String target = "/handshakes/AAAAAAAAAAAAAAAAAAAAAA";
      Answer answer = get(server, target, "X-Forwarded-For: 2001:db8::1");
      for (int asked = 1; asked < 200 && answer.status() == 404; asked++) {
        answer = get(server, target, "X-Forwarded-For: 2001:db8::" + asked);
      }
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.values("Retry-After")).containsExactly("1");
      assertThat(get(server, target, "X-Forwarded-For: 192.0.2.1").status()).isEqualTo(404);
    }
  }
}
