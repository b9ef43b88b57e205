package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets over real sockets: each opens one WebSocket. RFC 6750 2 and RFC 6750 3.1. */
class TicketIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final String OWN = "Origin: http://localhost";

  @TempDir private static Path folder;

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start(ISSUER.options(folder));
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static String ticket(String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("Authorization: Bearer " + ISSUER.token("ann"));
    Answer answer = WayIn.ticket(parley.port(0), all);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(Json.object(answer.content())).containsEntry("expires_in", 30L);
    return WayIn.ticketOf(answer);
  }

  private static String open(String query, String lines) throws IOException {
    Answer answer = WayIn.handshake(parley.port(0), "/chat/tea?" + query, lines);
    return answer.status() == 101 ? "101" : (String) Json.object(answer.content()).get("code");
  }

  @Test
  void hasOneHundredAndTwentyEightBitsAndOpensOneWebSocket() throws IOException {
    String ticket = ticket();
    assertThat(ticket).matches("[A-Za-z0-9_-]{22}");
    assertThat(open("ticket=" + ticket, "")).isEqualTo("101");
    assertThat(open("ticket=" + ticket, "")).isEqualTo("ticket-invalid");
  }

  @Test
  void isBoundToTheOriginThatAskedForIt() throws IOException {
    assertThat(open("ticket=" + ticket(OWN), OWN)).isEqualTo("101");
    assertThat(open("ticket=" + ticket(OWN), "")).isEqualTo("ticket-invalid");
    assertThat(open("ticket=" + ticket(), OWN)).isEqualTo("ticket-invalid");
    String ticket = ticket(OWN);
    assertThat(open("ticket=" + ticket, "Origin: http://127.0.0.1"))
        .isEqualTo("origin-not-allowed");
    assertThat(open("ticket=" + ticket, OWN)).as("the rule came first").isEqualTo("101");
  }

  @Test
  void isTheOnlyCredential() throws IOException {
    String ticket = ticket();
    String token = "Authorization: Bearer " + ISSUER.token("ann");
    assertThat(open("ticket=" + ticket, token)).isEqualTo("credentials-repeated");
    assertThat(open("ticket=" + ticket + "&ticket=x", "")).isEqualTo("credentials-repeated");
    assertThat(open("ticket=", "")).isEqualTo("ticket-invalid");
    assertThat(open("", token + "\r\n" + token)).isEqualTo("credentials-repeated");
    assertThat(open("", "")).isEqualTo("authentication-required");
  }

  @Test
  void isGivenForATokenByPostOnly() throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      Answer answer =
          client.ask("GET /tickets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.values("Allow")).containsExactly("POST");
    }
    Answer none = WayIn.ticket(parley.port(0), List.of());
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.values("WWW-Authenticate")).containsExactly("Bearer realm=\"parley\"");
    assertThat(WayIn.ticket(parley.port(0), List.of("Authorization: Basic YTpi")).status())
        .isEqualTo(401);
    String token = "Authorization: Bearer " + ISSUER.token("ann");
    Answer twice = WayIn.ticket(parley.port(0), List.of(token, token));
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.value("WWW-Authenticate")).contains("error=\"invalid_request\"");
  }

  @Test
  void oneOfAThousandWhoUseItAtOnceGetsIn() throws Exception {
    String ticket = ticket();
    int threads = 20;
    CountDownLatch ready = new CountDownLatch(threads);
    ExecutorService clients = Executors.newFixedThreadPool(threads);
    List<Future<List<String>>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(clients.submit(tries(ready, ticket, 50)));
    }
    List<String> results = new ArrayList<>();
    for (Future<List<String>> each : all) {
      results.addAll(each.get());
    }
    clients.shutdown();
    assertThat(results).hasSize(1_000);
    assertThat(results).filteredOn("101"::equals).hasSize(1);
    assertThat(results).filteredOn("ticket-invalid"::equals).hasSize(999);
  }

  private static Callable<List<String>> tries(CountDownLatch ready, String ticket, int count) {
    return () -> {
      List<String> results = new ArrayList<>();
      ready.countDown();
      ready.await();
      for (int i = 0; i < count; i++) {
        results.add(open("ticket=" + ticket, ""));
      }
      return results;
    };
  }
}
