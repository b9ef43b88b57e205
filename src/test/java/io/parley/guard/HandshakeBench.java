package io.parley.guard;

import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.AllowedHosts;
import io.parley.handshake.AllowedOrigins;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.Headers;
import io.parley.http.ListenerPort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one decision costs, for what Chromium sends. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HandshakeBench {
  private static final Policy POLICY =
      new Policy(
          AllowedHosts.LOOPBACK,
          new AllowedOrigins(List.of(), Set.of(new ListenerPort(8080, false)), true),
          Subprotocols.of(List.of("echo.parley", "soap", "wamp")),
          true);

  private final Guard guard =
      new Guard(
          POLICY,
          List.of(
              Route.of("/", POLICY).shared(),
              Route.of("/chat", POLICY),
              Route.of("/chat/{room}", POLICY),
              Route.of("/echo", POLICY)),
          address -> AdmissionStatus.FREE);

  private final ReceivedRequest browser = asked("13", Headers.none());
  private final ReceivedRequest wrongVersion = asked("25", Headers.none());
  private final BenchTokens tokens = BenchTokens.make();
  private final Guard verifying = guard.authenticatedBy(tokens.authenticator());
  private final List<ReceivedRequest> rsa =
      tokens.rsa().stream().map(HandshakeBench::withToken).toList();
  private final List<ReceivedRequest> ec =
      tokens.ec().stream().map(HandshakeBench::withToken).toList();
  private int turn;

  private ReceivedRequest next(List<ReceivedRequest> requests) {
    turn = (turn + 1) % requests.size();
    return requests.get(turn);
  }

  private static ReceivedRequest withToken(String token) {
    return asked("13", Headers.none().with("Authorization", "Bearer " + token));
  }

  private static ReceivedRequest asked(String version, Headers first) {
    Headers headers =
        first
            .with("Host", "localhost:8080")
            .with("Connection", "Upgrade")
            .with("Pragma", "no-cache")
            .with("Cache-Control", "no-cache")
            .with(
                "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0")
            .with("Upgrade", "websocket")
            .with("Origin", "http://localhost:8080")
            .with("Sec-WebSocket-Version", version)
            .with("Accept-Encoding", "gzip, deflate, br, zstd")
            .with("Accept-Language", "en-US,en;q=0.9")
            .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .with("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
            .with("Sec-WebSocket-Protocol", "soap, wamp");
    ClientHandshake clientHandshake =
        new ClientHandshake("GET", "HTTP/1.1", Optional.empty(), false, headers);
    return new ReceivedRequest(
        "", "/echo", "/echo", "127.0.0.1", Optional.empty(), clientHandshake);
  }

  @Benchmark
  public Object accept() {
    return guard.judge(browser);
  }

  /** With the check of a token that RS256 signed. */
  @Benchmark
  public Object acceptWithRsaToken() {
    return verifying.judge(next(rsa));
  }

  /** With the check of a token that ES256 signed. */
  @Benchmark
  public Object acceptWithEcToken() {
    return verifying.judge(next(ec));
  }

  /** With a token that was verified before, as of a client that comes back. */
  @Benchmark
  public Object acceptWithKnownToken() {
    return verifying.judge(ec.get(0));
  }

  /** With its body, and with the log line that nobody reads here. */
  @Benchmark
  public Object refuse() {
    return guard.judge(wrongVersion);
  }
}
