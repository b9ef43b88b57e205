package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.handshake.ProblemCode;
import io.parley.identity.TokenRules.ClaimNames;
import io.parley.identity.Verification.Invalid;
import io.parley.identity.Verification.Valid;
import io.parley.tool.Json;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Until;
import io.parley.worker.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer whose keys change, and that dies, hangs, redirects and sends too much. */
class RemoteKeysIT {
  private static final TokenIssuer OLD = TokenIssuer.withKey("old");
  private static final TokenIssuer NEW = TokenIssuer.withKey("new");
  private static final TokenRules RULES =
      new TokenRules(
          Set.of("RS256"),
          "https://issuer.example",
          Set.of("parley"),
          Duration.ofSeconds(30),
          new ClaimNames("sub", "name", "roles", "rooms"));

  /** Answers one request for the keys. */
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Behaviour behaviour = exchange -> send(exchange, 200, OLD.keys());
  private HttpServer server;
  private RemoteKeys keys;
  private JwtVerifier verifier;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            behaviour.answer(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    if (keys != null) {
      keys.close();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
  }

  private void open() {
    keys = RemoteKeys.at(uri(), new Workers());
    verifier = new JwtVerifier(RULES, keys, Clock.systemUTC());
  }

  /** Opens, and waits for the first keys. */
  private void openWithKeys() throws Exception {
    open();
    assertThat(verify(OLD.token("ann"))).isInstanceOf(Valid.class);
    assertThat(requests).hasValue(1);
  }

  private CompletableFuture<Verification> verifying(String token) {
    return verifier.verify(token).toCompletableFuture();
  }

  private Verification verify(String token) throws Exception {
    return verifying(token).get(30, TimeUnit.SECONDS);
  }

  private void isUnknown(Verification verification) {
    assertThat(((Invalid) verification).problemCode()).isEqualTo(ProblemCode.TOKEN_SIGNATURE);
  }

  @Test
  void tenThousandUnknownKeysCauseOneMoreFetch() throws Exception {
    openWithKeys();
    String token = OLD.tokenWithKeyId("none");
    int dot = token.indexOf('.');
    for (int i = 0; i < 10_000; i++) {
      String header = "{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}";
      String changed =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(header.getBytes(StandardCharsets.UTF_8));
      isUnknown(verify(changed + token.substring(dot)));
    }
    assertThat(requests).hasValueLessThanOrEqualTo(2);
    assertThat(verifying(OLD.token("ann"))).isCompleted();
  }

  /** The first keys come between the look at them and the question for newer ones. */
  @Test
  void keysThatCameSinceTheLookAreNotFetchedAgain() throws Exception {
    openWithKeys();
    JWKSet newer = keys.newerThan(Optional.empty()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(newer).isSameAs(keys.current().orElseThrow());
    assertThat(requests).hasValue(1);
  }

  @Test
  void aNewKeyIsFetchedAndARemovedOneIsForgotten() throws Exception {
    openWithKeys();
    behaviour = exchange -> send(exchange, 200, NEW.keys());
    assertThat(verify(NEW.token("ben"))).isInstanceOf(Valid.class);
    isUnknown(verify(OLD.token("ann")));
    assertThat(requests).hasValue(2);
  }

  @Test
  void whoseKeyIsKnownNeverWaitsForAnIssuerThatHangs() throws Exception {
    openWithKeys();
    CountDownLatch asked = new CountDownLatch(1);
    behaviour =
        exchange -> {
          asked.countDown();
          await();
        };
    List<CompletableFuture<Verification>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(verifying(OLD.tokenWithKeyId("unknown" + i)));
    }
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 1_000; i++) {
      assertThat(verifying(OLD.token("ann"))).isCompletedWithValueMatching(Valid.class::isInstance);
    }
    for (CompletableFuture<Verification> each : waiting) {
      isUnknown(each.get(30, TimeUnit.SECONDS));
    }
    assertThat(requests).hasValue(2);
  }

  private void await() throws IOException {
    try {
      released.await();
    } catch (InterruptedException stopping) {
      throw new IOException(stopping);
    }
  }

  @Test
  void moreThanFitsIsNotReadToItsEnd() throws Exception {
    openWithKeys();
    AtomicLong sent = new AtomicLong();
    behaviour = exchange -> flood(exchange, sent);
    isUnknown(verify(NEW.token("ben")));
    assertThat(sent.get()).isLessThan(50_000_000);
    assertThat(verify(OLD.token("ann"))).isInstanceOf(Valid.class);
  }

  private static void flood(HttpExchange exchange, AtomicLong sent) throws IOException {
    exchange.sendResponseHeaders(200, 100_000_000);
    byte[] part = new byte[100_000];
    OutputStream out = exchange.getResponseBody();
    for (int i = 0; i < 1_000; i++) {
      out.write(part);
      sent.addAndGet(part.length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dies", "500", "redirect", "text", "deep", "empty"})
  void theLastKeysStayWhileItHasNoNewOnes(String fault) throws Exception {
    openWithKeys();
    behaviour = exchange -> fail(exchange, fault);
    isUnknown(verify(NEW.token("ben")));
    if (!fault.equals("empty")) {
      assertThat(verify(OLD.token("ann"))).isInstanceOf(Valid.class);
    }
  }

  private void fail(HttpExchange exchange, String fault) throws IOException {
    switch (fault) {
      case "500" -> send(exchange, 500, NEW.keys());
      case "redirect" -> {
        exchange.getResponseHeaders().set("Location", uri() + "/other");
        send(exchange, 302, NEW.keys());
      }
      case "text" -> send(exchange, 200, "<html>Log in</html>");
      case "deep" -> send(exchange, 200, "{\"keys\":" + "[".repeat(50_000));
      case "empty" -> send(exchange, 200, "{\"keys\":[]}");
      default -> throw new IOException("gone");
    }
  }

  @Test
  void withoutAnyKeysNothingIsDecided() {
    behaviour = exchange -> send(exchange, 404, "");
    open();
    assertThat(verifying(OLD.token("ann")))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(ExecutionException.class);
  }

  @Test
  void theHandshakeIsThenUnavailable() throws Exception {
    behaviour = exchange -> send(exchange, 404, "");
    List<String> options = new ArrayList<>(TokenIssuer.rules());
    options.addAll(List.of("--port", "0", "--token-keys-url", uri().toString()));
    try (RunningParley parley = RunningParley.start(options.toArray(String[]::new))) {
      Answer answer = WayIn.AUTHORIZATION.ask(parley.port(0), OLD.token("ann"));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Json.object(answer.content())).containsEntry("code", "authentication-unavailable");
      assertThat(WayIn.TICKET.ask(parley.port(0), OLD.token("ann")).status()).isEqualTo(503);
    }
  }

  @Test
  void noThreadOutlivesIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    behaviour =
        exchange -> {
          asked.countDown();
          await();
        };
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    open();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ownThreads(others)).isNotEmpty();
    keys.close();
    assertThat(ownThreads(others)).allMatch(name -> name.startsWith("HttpClient-"));
    keys = null;
    verifier = null;
    Until.isTrue(
        "collected",
        () -> {
          System.gc();
          return ownThreads(others).isEmpty();
        });
  }

  /** Those of Parley and of the JDK's client that have started since. */
  private static List<String> ownThreads(Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !others.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("parley-") || name.startsWith("HttpClient-"))
        .toList();
  }
}
