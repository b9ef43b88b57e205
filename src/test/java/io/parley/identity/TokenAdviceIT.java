package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client whose token is refused gets in where it, or the operator, follows the advice. */
class TokenAdviceIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");

  @TempDir private static Path folder;

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start(ISSUER.options(folder, "--token-cookie", "session"));
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static Map<String, Object> refused(String query, String lines, int status)
      throws IOException {
    Answer answer = WayIn.handshake(parley.port(0), "/chat" + query, lines);
    assertThat(answer.status()).isEqualTo(status);
    return Json.object(answer.content());
  }

  private static void accepted(String lines) throws IOException {
    assertThat(WayIn.handshake(parley.port(0), "/chat", lines).status()).isEqualTo(101);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  /** The advice, and the trace that tells of the same rule as any other. */
  private static void check(Map<String, Object> problem, String code, String advice) {
    assertThat(problem).containsEntry("code", code);
    assertThat(problem.get("advice").toString()).contains(advice);
    assertThat(Json.objects(problem, "findings"))
        .filteredOn(finding -> finding.get("rule").equals("authentication"))
        .singleElement()
        .satisfies(finding -> assertThat(finding).containsEntry("code", code));
  }

  @Test
  void oneWayIsEnough() throws IOException {
    String token = ISSUER.token("ann");
    String both = bearer(token) + "\r\n" + WayIn.KUBERNETES.line(token);
    check(refused("", both, 400), "credentials-repeated", "Send the token in one way only");
    accepted(bearer(token));
    accepted(WayIn.KUBERNETES.line(token));
  }

  @Test
  void anotherTokenThanTheCutOneGetsIn() throws IOException {
    String token = ISSUER.token("ann");
    String cut = token.substring(0, token.lastIndexOf('.'));
    check(refused("", bearer(cut), 401), "token-malformed", "as its issuer gave it");
    accepted(bearer(token));
  }

  @Test
  void aNewTokenGetsIn() throws IOException {
    String old = ISSUER.token("ann", Duration.ofHours(-1), Map.of());
    check(refused("", bearer(old), 401), "token-expired", "Get a new token");
    String other = TokenIssuer.withKey("1").token("ann");
    check(refused("", bearer(other), 401), "token-signature", "Get a new token");
    accepted(bearer(ISSUER.token("ann")));
  }

  @Test
  void aLaterOneGetsIn() throws IOException {
    long start = System.currentTimeMillis() / 1_000;
    String early = ISSUER.token("ann", Duration.ofHours(1), Map.of("nbf", start + 3_000));
    check(refused("", bearer(early), 401), "token-not-yet-valid", "wait until the time in nbf");
    accepted(bearer(ISSUER.token("ann", Duration.ofHours(1), Map.of("nbf", start - 1))));
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://other.example, token-issuer, --token-issuer, https://other.example",
    "aud, shop, token-audience, --token-audience, shop",
  })
  void aServerThatIsSetOtherwiseLetsItIn(
      String claim, String value, String code, String option, String setting) throws Exception {
    String token = bearer(ISSUER.token("ann", Duration.ofHours(1), Map.of(claim, value)));
    check(refused("", token, 401), code, "with the setting " + option.substring(2));
    try (RunningParley set = RunningParley.start(ISSUER.options(folder, option, setting))) {
      assertThat(WayIn.handshake(set.port(0), "/chat", token).status()).isEqualTo(101);
    }
  }

  @Test
  void anAddedAlgorithmGetsIn() throws Exception {
    String token = bearer(ISSUER.token("ann"));
    String[] options = ISSUER.options(folder, "--token-algorithm", "ES256");
    try (RunningParley strict = RunningParley.start(options)) {
      Answer answer = WayIn.handshake(strict.port(0), "/chat", token);
      check(Json.object(answer.content()), "token-algorithm", "with the setting token-algorithm");
    }
    accepted(token);
  }

  @Test
  void aClaimInTheRightFormGetsIn() throws IOException {
    String wrong = ISSUER.token("ann", Duration.ofHours(1), Map.of("roles", 7));
    Map<String, Object> problem = refused("", bearer(wrong), 401);
    check(problem, "token-claim", "the claim that the detail names");
    assertThat(problem.get("detail")).isEqualTo("roles is not a list of at most 100 elements.");
    accepted(bearer(ISSUER.token("ann", Duration.ofHours(1), Map.of("roles", List.of("a")))));
  }

  @Test
  void aNewTicketGetsIn() throws IOException {
    check(refused("?ticket=old", "", 401), "ticket-invalid", "Get a new ticket");
    assertThat(WayIn.TICKET.ask(parley.port(0), ISSUER.token("ann")).status()).isEqualTo(101);
  }

  @Test
  void aCookieNeedsAnOrigin() throws IOException {
    String cookie = "Cookie: session=" + ISSUER.token("ann");
    check(refused("", cookie, 403), "origin-required", "Send Origin");
    accepted(cookie + "\r\nOrigin: http://localhost");
    check(
        refused("", cookie + "; session=x\r\nOrigin: http://localhost", 400),
        "credentials-repeated",
        "one way only");
    accepted("Cookie: session=bad\r\n" + bearer(ISSUER.token("ann")));
  }
}
