package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Trace;
import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import io.parley.http.IpRange;
import io.parley.http.TrustedProxies;
import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeListener;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.Journal;
import io.parley.journal.RecordedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the guard's listeners are told about its decisions. */
class GuardRecordsTest {
  private static final String ATTEMPT = "q5yJ0mXbT2W8sKfL3nVhRg";
  private static final Headers SAMPLE =
      Headers.none()
          .with("Host", "localhost")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade")
          .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
          .with("Sec-WebSocket-Version", "13");

  private final List<CloseReporter> reporters = new ArrayList<>();
  private final Journal journal = new Journal(10);
  private final Guard guard = guard(journal);

  private Guard guard(HandshakeListener handshakeListener) {
    List<Route> routes = List.of(Route.of("/", Policy.DEFAULT).shared(), echo());
    return new Guard(Policy.DEFAULT, routes, address -> AdmissionStatus.FREE)
        .watchedBy(handshakeListener);
  }

  private Route echo() {
    return Route.of(
        "/echo",
        Policy.DEFAULT,
        (accepted, reporter) -> {
          reporters.add(reporter);
          return Optional.of(() -> {});
        });
  }

  private static ReceivedRequest request(String path, Headers headers) {
    ClientHandshake clientHandshake =
        new ClientHandshake("GET", "HTTP/1.1", Optional.empty(), false, headers);
    return new ReceivedRequest(
        "", path, path + "?attempt=" + ATTEMPT, "192.0.2.1", Optional.empty(), clientHandshake);
  }

  private HandshakeRecord only() {
    assertThat(journal.recent()).hasSize(1);
    return journal.recent().get(0);
  }

  private PendingUpgrade upgrade(Headers headers) {
    return ((GuardResult.Upgrade) guard.judge(request("/echo", headers))).pendingUpgrade();
  }

  private CloseReporter reporter(Guard of) {
    of.judge(request("/echo", SAMPLE));
    return reporters.get(0);
  }

  @Test
  void recordsARefusalAsItIsSent() {
    Headers secret = Headers.none().with("Host", "localhost").with("Cookie", "id=1");
    GuardResult guardResult = guard.judge(request("/echo", secret));
    RefusalResponse refusalResponse = ((GuardResult.Refusal) guardResult).refusalResponse();
    assertThat(only().id()).isEqualTo(refusalResponse.id());
    assertThat(only().attempt()).contains(ATTEMPT);
    assertThat(only().address()).isEqualTo("192.0.2.1");
    assertThat(only().code()).contains(ProblemCode.UPGRADE_REQUIRED);
    assertThat(only().recordedRequest().target()).isEqualTo("/echo?attempt=" + ATTEMPT);
    assertThat(only().recordedRequest().fields()).contains(new Field("Cookie", "(4 characters)"));
    assertThat(only().recordedResponse().status()).isEqualTo(426);
    assertThat(only().recordedResponse().fields())
        .containsExactlyElementsOf(refusalResponse.fields().fields());
    assertThat(only().trace().findings()).hasSizeGreaterThan(5);
  }

  @Test
  void recordsAnAcceptedHandshakeWithTheResponseOfTheContainer() {
    AcceptedHandshake acceptedHandshake =
        upgrade(SAMPLE.with("Sec-WebSocket-Extensions", "permessage-deflate")).acceptedHandshake();
    assertThat(journal.find(acceptedHandshake.id())).contains(only());
    assertThat(only().code()).isEmpty();
    assertThat(only().recordedResponse())
        .isEqualTo(
            new RecordedResponse(
                101,
                List.of(
                    new Field("Upgrade", "websocket"),
                    new Field("Connection", "Upgrade"),
                    new Field("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                    new Field(
                        "Sec-WebSocket-Extensions",
                        "permessage-deflate; server_no_context_takeover"))));
  }

  @Test
  void takesCompressionBackWhereTheEngineHasNone() {
    upgrade(SAMPLE.with("Sec-WebSocket-Extensions", "permessage-deflate")).withdrawDeflate();
    assertThat(only().recordedResponse().fields())
        .extracting(Field::name)
        .containsExactly("Upgrade", "Connection", "Sec-WebSocket-Accept");
    assertThat(only().trace().findings())
        .anyMatch(
            finding ->
                finding.problemCode().equals(Optional.of(ProblemCode.EXTENSION_UNSUPPORTED)));
  }

  @Test
  void notesAFaultOfTheContainer() {
    upgrade(SAMPLE).failed(500);
    assertThat(only().recordedResponse()).isEqualTo(new RecordedResponse(500, List.of()));
  }

  @Test
  void notesHowTheConnectionEnded() {
    reporter(guard).ended(1009, Duration.ofSeconds(2), 4, 40, 9, 90);
    ConnectionEnd connectionEnd = only().connectionEnd().orElseThrow();
    assertThat(connectionEnd.code()).isEqualTo(1009);
    assertThat(connectionEnd.lasted()).isEqualTo(Duration.ofSeconds(2));
    assertThat(connectionEnd.traffic()).isEqualTo(new ConnectionEnd.Traffic(4, 40, 9, 90));
  }

  @Test
  void recordsNoPage() {
    guard.judge(request("/", Headers.none().with("Host", "localhost")));
    guard.judge(request("/page/chat.js", Headers.none().with("Host", "localhost")));
    assertThat(journal.recent()).isEmpty();
  }

  @Test
  void recordsOnceWhatTheServerRefusedByItself() {
    guard.explain(request("/echo", SAMPLE), 400);
    assertThat(only().code()).contains(ProblemCode.REQUEST_MALFORMED);
    assertThat(guard.explain(request("/echo", SAMPLE), 431)).isEmpty();
    assertThat(journal.recent()).hasSize(1);
  }

  @Test
  void decidesTheSameWhereAListenerFails() {
    Guard watched =
        guard(
            new HandshakeListener() {
              @Override
              public void judged(HandshakeRecord handshakeRecord) {
                throw new IllegalStateException("no room");
              }

              @Override
              public void amended(String id, Trace trace, RecordedResponse recordedResponse) {
                throw new IllegalStateException("no room");
              }

              @Override
              public void ended(String id, ConnectionEnd connectionEnd) {
                throw new IllegalStateException("no room");
              }
            });
    GuardResult guardResult = watched.judge(request("/echo", SAMPLE));
    assertThat(guardResult).isInstanceOf(GuardResult.Upgrade.class);
    reporters.get(0).ended(1000, Duration.ZERO, 0, 0, 0, 0);
  }

  /** Over TLS a page without it is another origin, which only the proxy can tell. */
  @Test
  void believesATrustedProxyAndNobodyElse() {
    Guard behind = guard(journal).behind(proxy("192.0.2.0/24"));
    Headers said =
        SAMPLE
            .with("Origin", "http://localhost")
            .with("X-Forwarded-For", "203.0.113.5")
            .with("X-Forwarded-Proto", "https");
    assertThat(behind.judge(request("/echo", said))).isInstanceOf(GuardResult.Refusal.class);
    assertThat(only().code()).contains(ProblemCode.ORIGIN_NOT_ALLOWED);
    assertThat(only().address()).isEqualTo("203.0.113.5");

    Guard elsewhere = guard(journal).behind(proxy("198.51.100.0/24"));
    assertThat(elsewhere.judge(request("/echo", said))).isInstanceOf(GuardResult.Upgrade.class);
    assertThat(journal.recent().get(0).address()).isEqualTo("192.0.2.1");
  }

  private static TrustedProxies proxy(String range) {
    return new TrustedProxies(List.of(IpRange.parse(range).valid().orElseThrow()));
  }
}
