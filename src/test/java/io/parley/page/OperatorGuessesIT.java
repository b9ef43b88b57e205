package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guesses of the operator's token are limited, logged and counted. */
class OperatorGuessesIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final String GUESS = "a-guess-of-the-operators-token";
  private static final String ATTEMPT = "/handshakes/AAAAAAAAAAAAAAAAAAAAAA";
  private static final List<String> RESOURCES =
      List.of("GET /handshakes", "GET " + ATTEMPT, "GET /lab", "POST /lab", "GET /metrics");

  private final Logger logger = Logger.getLogger("io.parley.page");
  private final Lines lines = new Lines();
  private RunningParley server;

  private static final class Lines extends Handler {
    private final List<String> said = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord line) {
      said.add(line.getMessage());
    }

    synchronized List<String> said() {
      return List.copyOf(said);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    logger.addHandler(lines);
    server =
        RunningParley.start(
            "--port",
            "0",
            "--trusted-proxy",
            "127.0.0.1",
            "--operator-token-file",
            Files.writeString(folder.resolve("token"), TOKEN).toString());
  }

  @AfterEach
  void stop() {
    server.close();
    logger.removeHandler(lines);
  }

  private Answer ask(String start, String address, String... fields) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      StringBuilder request = new StringBuilder(start + " HTTP/1.1\r\nHost: localhost\r\n");
      request.append("X-Forwarded-For: ").append(address).append("\r\nContent-Length: 0\r\n");
      for (String field : fields) {
        request.append(field).append("\r\n");
      }
      return client.ask(request + "\r\n");
    }
  }

  private Answer guess(String start, String address) throws IOException {
    return ask(start, address, "Authorization: Bearer " + GUESS);
  }

  private Answer right(String start, String address) throws IOException {
    return ask(start, address, "Authorization: Bearer " + TOKEN);
  }

  /** Two of each, and of an IPv6 network as of one address. */
  private void guessTen() throws IOException {
    for (String resource : RESOURCES) {
      int status = resource.endsWith(ATTEMPT) ? 404 : 401;
      assertThat(guess(resource, "2001:db8::1").status()).as(resource).isEqualTo(status);
      assertThat(guess(resource, "2001:db8::2").status()).as(resource).isEqualTo(status);
    }
  }

  @Test
  void afterTenWrongTokensAnAddressWaitsWhereverATokenIsTaken() throws Exception {
    guessTen();
    for (String resource : RESOURCES) {
      Answer answer = guess(resource, "2001:db8::3");
      assertThat(answer.status()).as(resource).isEqualTo(429);
      assertThat(Integer.parseInt(answer.value("Retry-After"))).isBetween(1, 6);
      assertThat(answer.value("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.content())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,"
                  + "\"detail\":\"Come back after the seconds in Retry-After.\"}");
      assertThat(right(resource, "2001:db8::3").status()).as(resource).isEqualTo(429);
    }
  }

  @Test
  void theOperatorElsewhereGetsInAndWithoutATokenNobodyWaits() throws Exception {
    guessTen();
    for (int i = 0; i < 20; i++) {
      assertThat(right("GET /metrics", "192.0.2.1").status()).isEqualTo(200);
      assertThat(ask("GET /metrics", "2001:db8::1").status()).isEqualTo(401);
    }
    assertThat(ask("GET " + ATTEMPT, "2001:db8::1").status()).isEqualTo(404);
  }

  @Test
  void eachRefusalIsALineAndACountWithoutWhatWasSent() throws Exception {
    guessTen();
    guess("GET /metrics?token=" + GUESS, "2001:db8::3");
    ask("GET /lab", "192.0.2.7");
    ask("GET /lab", "192.0.2.8", "Sec-Fetch-Site: cross-site", "Authorization: Bearer " + TOKEN);
    ask("BREW-" + GUESS + " /lab", "192.0.2.9", "Authorization: Bearer " + GUESS);
    assertThat(lines.said())
        .contains(
            "refused operator wrong-token GET /handshakes/* [2001:db8::1]",
            "refused operator wrong-token POST /lab [2001:db8::2]",
            "refused operator wrong-token GET /metrics [2001:db8::2]",
            "refused operator too-many-guesses GET /metrics [2001:db8::3]",
            "refused operator no-token GET /lab 192.0.2.7",
            "refused operator other-site GET /lab 192.0.2.8",
            "refused operator wrong-token other /lab 192.0.2.9")
        .noneMatch(line -> line.contains(GUESS) || line.contains(TOKEN));
    String metrics = right("GET /metrics", "192.0.2.1").content();
    assertThat(metrics)
        .contains(
            "parley_operator_refusals_total{reason=\"wrong-token\"} 11.0",
            "parley_operator_refusals_total{reason=\"too-many-guesses\"} 1.0",
            "parley_operator_refusals_total{reason=\"no-token\"} 1.0",
            "parley_operator_refusals_total{reason=\"other-site\"} 1.0");
  }

  @Test
  void aFloodOfGuessesIsLoggedWithinBounds() throws Exception {
    for (int i = 0; i < 300; i++) {
      guess("GET /metrics", "192.0.2.1");
    }
    // 10 in each second that this took.
    assertThat(lines.said()).hasSizeBetween(10, 299);
  }
}
