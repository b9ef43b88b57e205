package io.parley.probe.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.Case;
import io.parley.probe.CaseResult;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.ServerFacts;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A case over HTTP/2 ends and fails in its time, whatever the server sends. */
@Timeout(60)
class BoundedTunnelIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** The limit is far above the time: it only finds what would last for ever. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Set<String> CASES =
      Set.of("rfc8441/4/1", "rfc8441/5/31", "rfc8441/5/36", "rfc9113/5.2/1", "rfc9113/6.7/1");

  /** A thread for each. */
  private static final Executor PLAY = BoundedTunnelIT::start;

  static List<String> answers() {
    String settings = Http2Frame.settings(8, 1).octets();
    String accepted = new Http2Frame(Http2Frame.HEADERS, 4, 1, "\u0088").octets();
    return List.of(
        "",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "x",
        settings,
        settings + new Http2Frame(Http2Frame.HEADERS, 4, 1, "\u00ff\u00ff\u00ff").octets(),
        settings + new Http2Frame(Http2Frame.HEADERS, 0, 1, "a".repeat(9000)).octets(),
        settings + new Http2Frame(Http2Frame.DATA, 8, 1, "").octets(),
        settings + new Http2Frame(Http2Frame.RST_STREAM, 0, 1, "").octets(),
        settings + new Http2Frame(Http2Frame.GOAWAY, 0, 0, "").octets(),
        settings + accepted,
        settings + accepted + Http2Frame.data(1, "\u0081\u007f" + "\u00ff".repeat(8)).octets());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void endsAndFails(String answer) throws IOException {
    isBounded(answer, 1);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void endsAndFailsWhenTheAnswerIsEndless(String answer) throws IOException {
    isBounded(answer + Http2Frame.data(1, "").octets(), 100_000);
  }

  private static void isBounded(String answer, int times) throws IOException {
    try (ServerSocket server =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      start(() -> serve(server, answer, times));
      // At once: each waits for its time most of the while.
      List<CompletableFuture<Void>> played =
          cases().stream()
              .map(each -> CompletableFuture.runAsync(() -> isBounded(each, server, answer), PLAY))
              .toList();
      assertThat(played).allSatisfy(each -> assertThat(each).succeedsWithin(LIMIT.multipliedBy(3)));
    }
  }

  private static void isBounded(Case each, ServerSocket server, String answer) {
    long start = System.nanoTime();
    CaseResult caseResult = play(each, (InetSocketAddress) server.getLocalSocketAddress());
    assertThat(caseResult.caseOutcome().isPassed() && !answer.contains("\u0088"))
        .as(each.address() + " " + caseResult.caseOutcome().why())
        .isFalse();
    assertThat(caseResult.exchange().receivedLines()).hasSizeLessThan(42);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
  }

  private static List<Case> cases() {
    return TunnelSections.all().stream()
        .flatMap(section -> section.cases().stream())
        .filter(each -> CASES.contains(each.address().toString()))
        .toList();
  }

  private static CaseResult play(Case each, InetSocketAddress server) {
    ProbeOptions options =
        new ProbeOptions(
            ProbeTarget.parse("ws://127.0.0.1:" + server.getPort() + "/echo"),
            List.of(),
            List.of(),
            List.of(),
            TIMEOUT,
            1,
            List.of(),
            true);
    return each.play(ServerFacts.assumed(options), Transport.plain(server));
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "hostile");
    thread.setDaemon(true);
    thread.start();
  }

  private static void serve(ServerSocket server, String answer, int times) {
    try {
      while (true) {
        Socket peer = server.accept();
        start(() -> say(peer, answer, times));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private static void say(Socket peer, String answer, int times) {
    try {
      OutputStream out = peer.getOutputStream();
      byte[] octets = answer.getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < times; i++) {
        out.write(octets);
      }
      peer.getInputStream().readAllBytes();
    } catch (IOException e) {
      return; // The prober has left.
    }
  }
}
