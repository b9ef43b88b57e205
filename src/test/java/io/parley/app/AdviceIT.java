package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.guard.Authenticator;
import io.parley.guard.Guard;
import io.parley.guard.GuardedConfigurator;
import io.parley.guard.Route;
import io.parley.guard.UpgradeRequest;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Subprotocols;
import io.parley.http.Headers;
import io.parley.tool.EndpointServer;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that follows the advice of a refusal is accepted. */
class AdviceIT {
  private static final Set<ProblemCode> OF_OTHERS =
      EnumSet.of(
          ProblemCode.ORIGIN_REQUIRED, ProblemCode.REQUEST_MALFORMED, ProblemCode.REQUEST_TOO_SLOW);

  /** Those of HTTP/2: {@link Http2HandshakeIT}. */
  private static final Set<ProblemCode> OF_HTTP_2 =
      EnumSet.of(ProblemCode.TUNNEL_PROTOCOL_UNSUPPORTED, ProblemCode.CONNECTION_FIELD_NOT_ALLOWED);

  /** See {@code TokenAdviceIT}. */
  private static final Set<ProblemCode> OF_TOKENS =
      EnumSet.range(ProblemCode.CREDENTIALS_REPEATED, ProblemCode.TICKET_INVALID);

  /** See {@code UserLimitsIT}. */
  private static final Set<ProblemCode> OF_USERS = EnumSet.of(ProblemCode.TOO_MANY_OF_USER);

  private static final Set<ProblemCode> OF_TIME =
      EnumSet.of(ProblemCode.DRAINING, ProblemCode.FULL, ProblemCode.TOO_MANY);
  private static final Set<ProblemCode> OF_GUESTS =
      EnumSet.of(
          ProblemCode.SUBPROTOCOL_REQUIRED,
          ProblemCode.AUTHENTICATION_REQUIRED,
          ProblemCode.ACCESS_DENIED,
          ProblemCode.AUTHENTICATION_UNAVAILABLE);

  private static RunningParley parley;

  /** Echoes nothing; it opens. */
  @ServerEndpoint(value = "/echo", configurator = GuardedConfigurator.class, subprotocols = "soap")
  public static final class Opens {
    @OnMessage
    public void ignore(String text) {}
  }

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  static List<Cure> cures() {
    return Cure.ALL;
  }

  private static Answer ask(int port, List<String> lines) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(Cure.request(lines, "localhost:" + port));
    }
  }

  private static Answer refused(int port, List<String> lines, ProblemCode problemCode, String words)
      throws IOException {
    Answer answer = ask(port, lines);
    assertThat(Json.object(answer.content()))
        .containsEntry("code", problemCode.toString())
        .extractingByKey("advice")
        .asString()
        .contains(words);
    return answer;
  }

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @ParameterizedTest
  @MethodSource("cures")
  void whoFollowsItGetsIn(Cure cure) throws IOException {
    int port = parley.port(0);
    Answer refusal = refused(port, cure.harmed(), cure.problemCode(), cure.words());
    List<String> cured =
        cure.cured().stream()
            .map(line -> line.replace("{Allow}", refusal.value("Allow")))
            .map(line -> line.replace("{random}", random()))
            .toList();
    assertThat(ask(port, cured).status()).isEqualTo(101);
  }

  @Test
  void anAddedHostOrOriginGetsIn() throws Exception {
    List<String> host = harmed(ProblemCode.HOST_NOT_SERVED);
    List<String> origin = harmed(ProblemCode.ORIGIN_NOT_ALLOWED);
    int port = parley.port(0);
    refused(port, host, ProblemCode.HOST_NOT_SERVED, "add this one with the setting allow-host");
    refused(
        port,
        origin,
        ProblemCode.ORIGIN_NOT_ALLOWED,
        "add the page's origin with the setting allow-origin");
    try (RunningParley set =
        RunningParley.start(
            "--port",
            "0",
            "--allow-host",
            "rebound.example",
            "--allow-origin",
            "https://elsewhere.example")) {
      assertThat(ask(set.port(0), host).status()).isEqualTo(101);
      assertThat(ask(set.port(0), origin).status()).isEqualTo(101);
    }
  }

  /** What a sandboxed frame, and an Arduino library, send. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "file://"})
  void anAddedOriginThatNamesNoServerGetsIn(String origin) throws Exception {
    List<String> lines = sampleWith("Origin: " + origin);
    String words = "add " + origin + " with the setting allow-origin";
    refused(parley.port(0), lines, ProblemCode.ORIGIN_NOT_ALLOWED, words);
    try (RunningParley set = RunningParley.start("--port", "0", "--allow-origin", origin)) {
      assertThat(ask(set.port(0), lines).status()).isEqualTo(101);
    }
  }

  private static List<String> harmed(ProblemCode problemCode) {
    return Cure.ALL.stream()
        .filter(cure -> cure.problemCode() == problemCode)
        .findAny()
        .orElseThrow()
        .harmed();
  }

  private static List<String> sample() {
    return Cure.ALL.get(0).cured();
  }

  private static List<String> sampleWith(String line) {
    return List.of((String.join("\n", sample()) + "\n" + line).split("\n"));
  }

  @Test
  void aClientThatSaysWhoItIsGetsInWhereOriginIsRequired() throws Exception {
    try (RunningParley strict = RunningParley.start("--port", "0", "--require-origin", "true")) {
      String words = "http or https, ://, and the value of Host";
      refused(strict.port(0), sample(), ProblemCode.ORIGIN_REQUIRED, words);
      assertThat(ask(strict.port(0), sampleWith("Origin: http://{host}")).status()).isEqualTo(101);
    }
  }

  /** The wait itself is the server's promise: the test comes back once the slot is free. */
  @ParameterizedTest
  @EnumSource(names = {"DRAINING", "FULL", "TOO_MANY"})
  void whoComesBackGetsIn(AdmissionStatus admissionStatus) throws Exception {
    AtomicReference<AdmissionStatus> now = new AtomicReference<>(admissionStatus);
    List<Route> routes = List.of(Route.of("/echo", Policy.DEFAULT));
    Guard guard = new Guard(Policy.DEFAULT, routes, address -> now.get());
    try (EndpointServer server = EndpointServer.guarded(guard, Opens.class)) {
      Answer refusal =
          refused(
              server.port(),
              sample(),
              ProblemCode.valueOf(admissionStatus.name()),
              "the seconds in Retry-After");
      assertThat(refusal.value("Retry-After")).matches("[1-9][0-9]*");
      now.set(AdmissionStatus.FREE);
      assertThat(ask(server.port(), sample()).status()).isEqualTo(101);
    }
  }

  @Test
  void whoOffersASubprotocolGetsInWhereOneIsRequired() throws Exception {
    Subprotocols required = new Subprotocols(List.of("soap"), Subprotocols.Preference.CLIENT, true);
    List<Route> routes = List.of(Route.of("/echo", Policy.DEFAULT.withSubprotocols(required)));
    try (EndpointServer server = EndpointServer.guarded(routes, Opens.class)) {
      String words = "Offer a subprotocol that this endpoint speaks.";
      refused(server.port(), sample(), ProblemCode.SUBPROTOCOL_REQUIRED, words);
      assertThat(ask(server.port(), sampleWith("Sec-WebSocket-Protocol: soap")).status())
          .isEqualTo(101);
    }
  }

  /** Of a guest's own authenticator: it knows ann and bob, admits ann, and may be out of order. */
  @Test
  void whoAuthenticatesGetsIn() throws Exception {
    AtomicBoolean works = new AtomicBoolean();
    List<Route> routes = List.of(Route.of("/echo", Policy.DEFAULT));
    Guard guard =
        Guard.only(routes)
            .authenticatedBy(
                (request, subprotocols) ->
                    works.get()
                        ? CompletableFuture.completedFuture(result(request))
                        : CompletableFuture.failedFuture(new IllegalStateException()));
    try (EndpointServer server = EndpointServer.guarded(guard, Opens.class)) {
      List<String> ann = sampleWith("Authorization: Bearer ann");
      String words = "Come back after the seconds in Retry-After.";
      refused(server.port(), ann, ProblemCode.AUTHENTICATION_UNAVAILABLE, words);
      works.set(true);
      words = "Send valid credentials in the way that WWW-Authenticate names.";
      Answer refusal = refused(server.port(), sample(), ProblemCode.AUTHENTICATION_REQUIRED, words);
      assertThat(refusal.value("WWW-Authenticate")).isEqualTo("Bearer");
      List<String> bob = sampleWith("Authorization: Bearer bob");
      refused(server.port(), bob, ProblemCode.ACCESS_DENIED, "Connect as a user who is allowed to");
      assertThat(ask(server.port(), ann).status()).isEqualTo(101);
    }
  }

  private static Authenticator.Result result(UpgradeRequest request) {
    return switch (request.headers().first("Authorization").orElse("")) {
      case "Bearer ann" -> new Authenticator.Authenticated(() -> "ann", Optional.empty());
      case "Bearer bob" ->
          new Authenticator.Refused(ProblemCode.ACCESS_DENIED, "Only ann.", Headers.none());
      default ->
          new Authenticator.Refused(
              ProblemCode.AUTHENTICATION_REQUIRED,
              "Who is it?",
              Headers.none().with("WWW-Authenticate", "Bearer"));
    };
  }

  @Test
  void aLargerHeaderGetsInWhereTheLimitIsRaised() throws Exception {
    List<String> large = harmed(ProblemCode.HEADER_TOO_LARGE);
    refused(
        parley.port(0),
        large,
        ProblemCode.HEADER_TOO_LARGE,
        "raise the limit with the setting max-header");
    try (RunningParley wide = RunningParley.start("--port", "0", "--max-header", "32768")) {
      assertThat(ask(wide.port(0), large).status()).isEqualTo(101);
    }
  }

  /**
   * An attempt gets another reason, for no endpoint stands at such a path: a page is what is left.
   */
  @Test
  void whoSpellsThePathPlainlyGetsThePage() throws IOException {
    List<String> page = List.of("GET /page%2flook.css HTTP/1.1", "Host: {host}");
    refused(parley.port(0), page, ProblemCode.REQUEST_MALFORMED, "a path without encoded slashes");
    List<String> plain = List.of("GET /page/look.css HTTP/1.1", "Host: {host}");
    assertThat(ask(parley.port(0), plain).status()).isEqualTo(200);
  }

  @Test
  void everyRefusalIsTried() {
    Set<ProblemCode> tried =
        Cure.ALL.stream()
            .map(Cure::problemCode)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProblemCode.class)));
    List.of(OF_OTHERS, OF_HTTP_2, OF_TIME, OF_GUESTS, OF_TOKENS, OF_USERS).forEach(tried::addAll);
    Set<ProblemCode> refusals =
        Arrays.stream(ProblemCode.values())
            .filter(problemCode -> problemCode.status() >= 400)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProblemCode.class)));
    assertThat(tried).isEqualTo(refusals);
  }
}
