package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.guard.Authenticator.Anonymous;
import io.parley.guard.Authenticator.Authenticated;
import io.parley.guard.Authenticator.Refused;
import io.parley.guard.Authenticator.Result;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.Finding;
import io.parley.handshake.Outcome;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Subprotocols;
import io.parley.http.Headers;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.Journal;
import io.parley.problem.HandshakeJson;
import io.parley.tool.EndpointServer;
import io.parley.tool.LogRecords;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.Wire;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 11.6.1, RFC 9110 15.5.2 and RFC 9110 15.5.4, over real sockets. */
class AuthenticatorIT {
  private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
  private static final Instant EXPIRY = Instant.parse("2030-01-02T03:04:05Z");

  private final Journal journal = new Journal(10);
  private final List<UpgradeRequest> requests = new CopyOnWriteArrayList<>();
  private final List<List<String>> offers = new CopyOnWriteArrayList<>();
  private final List<String> reserved = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final LogRecords log =
      LogRecords.of("io.parley.guard", entry -> keepFailure(entry.getThrown()));

  /** Says who the guard found. */
  @ServerEndpoint(value = "/who", configurator = GuardedConfigurator.class)
  public static final class Who {
    @OnMessage
    public String who(Session session, String ignored) {
      AcceptedHandshake accepted = AcceptedHandshake.of(session).orElseThrow();
      return accepted.principal().map(Principal::getName).orElse("nobody")
          + " until "
          + accepted.expiry().map(Instant::toString).orElse("ever");
    }
  }

  /** Keeps what the log shows of a failure, if there is one. */
  private void keepFailure(Throwable thrown) {
    if (thrown != null) {
      failures.add(thrown.toString());
    }
  }

  @AfterEach
  void close() {
    log.close();
  }

  private EndpointServer server(Authenticator authenticator) throws Exception {
    Policy policy = Policy.DEFAULT.withSubprotocols(Subprotocols.of(List.of("soap")));
    Route route =
        Route.of(
            "/who",
            policy,
            (accepted, reporter) -> {
              reserved.add(accepted.id());
              return Optional.of(() -> {});
            });
    Guard guard =
        new Guard(Policy.DEFAULT, List.of(route), address -> AdmissionStatus.FREE)
            .watchedBy(journal)
            .authenticatedBy(
                (request, subprotocols) -> {
                  requests.add(request);
                  offers.add(subprotocols);
                  return authenticator.authenticate(request, subprotocols);
                });
    return EndpointServer.guarded(guard, Who.class);
  }

  private static String sample(String... fields) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "GET /who?ticket=" + SECRET + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Authorization: Bearer " + SECRET,
                "Cookie: id=" + SECRET));
    lines.addAll(List.of(fields));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static Authenticator answering(Result result) {
    return (request, subprotocols) -> CompletableFuture.completedFuture(result);
  }

  private Answer refusal(Authenticator authenticator, String code) throws Exception {
    try (EndpointServer server = server(authenticator);
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.ask(sample());
      assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
      assertThat(answer.values("Connection")).containsExactly("close");
      assertThat(answer.values("Cache-Control")).containsExactly("no-store");
      assertThat(answer.content())
          .startsWith("{\"type\":\"/problems/" + code + "\",")
          .contains("\"rule\":\"authentication\",\"outcome\":\"refused\"")
          .doesNotContain(SECRET);
      assertThat(client.isAtEnd()).isTrue();
      checkRecord(code);
      return answer;
    }
  }

  private void checkRecord(String code) {
    HandshakeRecord only = journal.recent().get(0);
    assertThat(only.outcome()).isEqualTo(code);
    assertThat(row(only).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(HandshakeJson.write("", only)).doesNotContain(SECRET, "realm");
    assertThat(only.recordedRequest().fields())
        .filteredOn(field -> field.name().matches("Authorization|Cookie"))
        .allSatisfy(field -> assertThat(field.value()).matches("\\(\\d+ characters\\)"))
        .hasSize(2);
    assertThat(log.lines().toString()).doesNotContain(SECRET);
    assertThat(reserved).isEmpty();
  }

  private static Finding row(HandshakeRecord handshakeRecord) {
    return handshakeRecord.trace().findings().stream()
        .filter(finding -> finding.rule().equals("authentication"))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two rows");
            })
        .orElseThrow();
  }

  private String who(Authenticator authenticator) throws Exception {
    try (EndpointServer server = server(authenticator);
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.ask(sample("Sec-WebSocket-Protocol: mqtt, soap"));
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.values("Sec-WebSocket-Protocol")).containsExactly("soap");
      Wire wire = Wire.over(client);
      wire.text("who");
      return wire.read().text();
    }
  }

  @Test
  void refusesWithAChallenge() throws Exception {
    Headers challenge =
        Headers.none().with("WWW-Authenticate", "Bearer realm=\"rooms\"").with("X-Hint", "a");
    Answer answer =
        refusal(
            answering(
                new Refused(ProblemCode.AUTHENTICATION_REQUIRED, "The token is old.", challenge)),
            "authentication-required");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate")).containsExactly("Bearer realm=\"rooms\"");
    assertThat(answer.values("X-Hint")).containsExactly("a");
    assertThat(answer.content()).contains("The token is old.", "\"RFC 9110 15.5.2\"");
  }

  @Test
  void deniesAccess() throws Exception {
    Answer answer =
        refusal(
            answering(new Refused(ProblemCode.ACCESS_DENIED, "Not this room.", Headers.none())),
            "access-denied");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.content()).contains("Not this room.", "\"RFC 9110 15.5.4\"");
  }

  @Test
  void isUnavailableWhereTheAuthenticatorThrows() throws Exception {
    checkUnavailable(
        (request, subprotocols) -> {
          throw new IllegalStateException(SECRET);
        });
  }

  @Test
  void isUnavailableWhereTheStageFails() throws Exception {
    checkUnavailable(
        (request, subprotocols) ->
            CompletableFuture.failedFuture(new IllegalStateException(SECRET)));
  }

  @Test
  void isUnavailableWhereTheStageHasNoResult() throws Exception {
    checkUnavailable(answering(null));
  }

  @Test
  void isUnavailableWhereThereIsNoStage() throws Exception {
    checkUnavailable((request, subprotocols) -> null);
  }

  /** Takes the whole bound. */
  @Test
  void isUnavailableWhereTheStageNeverCompletes() throws Exception {
    checkUnavailable((request, subprotocols) -> new CompletableFuture<>());
  }

  /**
   * As many as may wait are all still waiting when the next one is refused, and then accepted. Then
   * another one may wait.
   */
  @Test
  void isUnavailableAtOnceWhereTooManyWait() throws Exception {
    CompletableFuture<Result> late = new CompletableFuture<>();
    List<RawClient> waiting = new ArrayList<>();
    int refused = AuthenticationStep.MOST_WAITING + 1;
    try (EndpointServer server =
        server((request, subprotocols) -> requests.size() <= refused ? late : soon())) {
      for (int i = 0; i < AuthenticationStep.MOST_WAITING; i++) {
        RawClient client = new RawClient(server.port());
        client.send(sample());
        waiting.add(client);
      }
      while (requests.size() < AuthenticationStep.MOST_WAITING) {
        Thread.onSpinWait();
      }
      try (RawClient last = new RawClient(server.port())) {
        Answer answer = last.ask(sample());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.content())
            .startsWith("{\"type\":\"/problems/authentication-unavailable\"");
      }
      assertThat(failures).singleElement().asString().endsWith("TooManyWaitingException");
      late.complete(new Anonymous());
      int accepted = 0;
      for (RawClient client : waiting) {
        accepted += client.answer().status() == 101 ? 1 : 0;
        client.close();
      }
      assertThat(accepted).isGreaterThanOrEqualTo(AuthenticationStep.MOST_WAITING - 1);
      try (RawClient next = new RawClient(server.port())) {
        assertThat(next.ask(sample()).status()).isEqualTo(101);
      }
    }
  }

  private static CompletableFuture<Result> soon() {
    return CompletableFuture.supplyAsync(
        Anonymous::new, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
  }

  private void checkUnavailable(Authenticator authenticator) throws Exception {
    Answer answer = refusal(authenticator, "authentication-unavailable");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.values("Retry-After")).containsExactly("10");
    assertThat(log.lines().toString())
        .contains("authentication of " + journal.recent().get(0).id() + " failed");
  }

  @Test
  void waitsForALateResult() throws Exception {
    assertThat(
            who(
                (request, subprotocols) ->
                    CompletableFuture.supplyAsync(
                        () -> new Authenticated(() -> "ann", Optional.of(EXPIRY)),
                        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))))
        .isEqualTo("ann until 2030-01-02T03:04:05Z");
    assertThat(row(journal.recent().get(0)).detail()).isEqualTo("The client is authenticated.");
    assertThat(reserved).hasSize(1);
  }

  @Test
  void acceptsAnonymousClients() throws Exception {
    assertThat(who(answering(new Anonymous()))).isEqualTo("nobody until ever");
    assertThat(row(journal.recent().get(0)).detail()).isEqualTo("The client is anonymous.");
  }

  @Test
  void seesTheRequestAsItWasSent() throws Exception {
    who(answering(new Anonymous()));
    UpgradeRequest request = requests.get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/who");
    assertThat(request.query()).contains("ticket=" + SECRET);
    assertThat(request.headers().first("authorization")).contains("Bearer " + SECRET);
    assertThat(request.address()).isEqualTo("127.0.0.1");
    assertThat(request.secure()).isFalse();
    assertThat(request.principal()).isEmpty();
    assertThat(request.toString()).doesNotContain(SECRET, "ticket");
    assertThat(offers).containsExactly(List.of("mqtt", "soap"));
  }

  @Test
  void isNotAskedWhereAnotherRuleRefuses() throws Exception {
    try (EndpointServer server = server(answering(new Anonymous()));
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.ask(sample("Origin: https://evil.example"));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.content()).contains("\"rule\":\"authentication\",\"outcome\":\"ignored\"");
    }
    assertThat(requests).isEmpty();
    Finding skipped = row(journal.recent().get(0));
    assertThat(skipped.outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(skipped.detail()).isEqualTo("Not examined: the handshake is refused already.");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION_REQUIRED, X, a",
    "AUTHENTICATION_REQUIRED, WWW-Authenticate, a{CRLF}b",
    "ACCESS_DENIED, Content-Length, 1",
    "ACCESS_DENIED, connection, keep-alive",
    "ACCESS_DENIED, a b, 1",
    "FULL, X, a"
  })
  void knowsNoOtherRefusals(ProblemCode problemCode, String name, String value) {
    Headers fields = Headers.none().with(name, value.replace("{CRLF}", "\r\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Refused(problemCode, "No.", fields));
  }
}
