package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.probe.section.Sections;
import io.parley.probe.transport.ProbeConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a server does, a run ends and prints only safe text. */
@Timeout(60)
final class BoundedRunIT {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void endsWhenTheServerNeverAnswers() throws Exception {
    try (HostileServer server = HostileServer.start(peer -> {})) {
      Report report = run(server, List.of());
      assertThat(report.isGood()).isFalse();
      assertThat(report.failures()).extracting(f -> f.caseOutcome().why()).hasSize(1);
      assertThat(report.failures().get(0).caseOutcome().why())
          .isEqualTo("no answer: the time was up");
    }
  }

  @Test
  void skipsWithAReasonWhatThePlainHandshakeWouldHaveToShow() throws Exception {
    try (HostileServer server = HostileServer.saying("HTTP/1.1 404 Not Found\r\n\r\n")) {
      Report report = run(server, List.of("rfc6455/4.4"));
      assertThat(report.findings())
          .extracting(f -> f.caseOutcome().why())
          .containsOnly("the plain handshake is not accepted here");
    }
  }

  @Test
  void endsWhenTheServerDripsOctetsForEver() throws Exception {
    try (HostileServer server = HostileServer.start(BoundedRunIT::drip)) {
      long start = System.nanoTime();
      Report report = run(server, List.of("rfc6455/4.2.2"));
      assertThat(report.failures()).isNotEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void endsWhenTheServerReadsNothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      ProbeTarget probeTarget =
          ProbeTarget.parse("ws://localhost:" + server.getLocalPort() + "/echo");
      ServerFacts serverFacts = ServerFacts.assumed(options(probeTarget, List.of()));
      CaseResult caseResult =
          find("rfc9112/8/7").play(serverFacts, Discovery.locate(serverFacts.options()));
      assertThat(caseResult.caseOutcome().isFailed()).isTrue();
    }
  }

  @Test
  void keepsABoundedPartOfAnEndlessAnswer() throws Exception {
    try (HostileServer server = HostileServer.start(BoundedRunIT::flood)) {
      Report report = run(server, List.of("rfc6455/4.2.2/1"));
      CaseResult caseResult = report.failures().get(0);
      assertThat(caseResult.exchange().received())
          .hasSizeLessThanOrEqualTo(ProbeConnection.MAX_ANSWER);
      assertThat(caseResult.caseOutcome().why()).contains("larger than the prober reads");
    }
  }

  @Test
  void showsAHostileAnswerEscapedAndCut() throws Exception {
    String hostile =
        "HTTP/1.1 400 \u001b]0;owned\u0007\r\nX: \u001b[2J" + "y".repeat(1000) + "\r\n\r\n";
    try (HostileServer server = HostileServer.saying(hostile)) {
      StringWriter text = new StringWriter();
      new TextReport(new PrintWriter(text), false).write(run(server, List.of("rfc6455/4.2.2/1")));
      assertThat(text.toString()).doesNotContain("\u001b", "\u0007").contains("\\x1b[2J");
      assertThat(text.toString().lines()).allMatch(line -> line.length() < 180);
    }
  }

  @Test
  void saysThatNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProbeTarget probeTarget = ProbeTarget.parse("ws://localhost:" + port + "/");
    assertThatThrownBy(() -> Probe.run(options(probeTarget, List.of()), Sections.all(), f -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("nothing listens at localhost:" + port);
  }

  @Test
  void followsNoRedirect() throws Exception {
    AtomicInteger followed = new AtomicInteger();
    try (HostileServer elsewhere = HostileServer.start(peer -> followed.incrementAndGet());
        HostileServer server =
            HostileServer.saying(
                "HTTP/1.1 302 Found\r\nLocation: "
                    + elsewhere.url()
                    + "\r\nContent-Length: 0\r\n\r\n")) {
      Report report = run(server, List.of("rfc6455/4.2.2/1"));
      assertThat(report.failures().get(0).caseOutcome().why())
          .isEqualTo("the answer is HTTP/1.1 302 Found");
      assertThat(followed).hasValue(0);
    }
  }

  private static void drip(Socket peer) throws IOException, InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      HostileServer.say(peer, "x");
      Thread.sleep(5);
    }
  }

  private static void flood(Socket peer) throws IOException {
    for (int i = 0; i < 1000; i++) {
      HostileServer.say(peer, "x".repeat(64 * 1024));
    }
  }

  private static Case find(String address) {
    return ProvenCasesIT.cases()
        .filter(each -> each.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static Report run(HostileServer server, List<String> only) throws IOException {
    return Probe.run(
        options(ProbeTarget.parse(server.url()), only), Sections.all(), caseResult -> {});
  }

  private static ProbeOptions options(ProbeTarget probeTarget, List<String> only) {
    return new ProbeOptions(probeTarget, List.of(), List.of(), List.of(), SHORT, 4, only, false);
  }
}
