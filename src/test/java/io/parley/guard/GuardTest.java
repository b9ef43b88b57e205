package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.AcceptedExtension;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.AllowedHosts;
import io.parley.handshake.AllowedOrigins;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.Headers;
import io.parley.tool.HandshakeCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code handshakes.txt}, without a server. */
class GuardTest {
  private static final String HOST = "localhost:8080";
  private static final Policy POLICY =
      new Policy(
          AllowedHosts.LOOPBACK,
          AllowedOrigins.SAME,
          Subprotocols.NONE,
          DeflateSupport.USUAL.withServerWindow());

  private final Guard guard = guard(AdmissionStatus.FREE);

  private static Guard guard(AdmissionStatus admissionStatus) {
    Subprotocols echoed = Subprotocols.of(List.of("echo.parley", "soap", "wamp"));
    List<Route> routes =
        List.of(
            Route.of("/", POLICY).shared(),
            Route.of("/chat", POLICY),
            Route.of("/chat/{room}", POLICY)
                .where(values -> values.get("room").matches("[\\p{L}\\d]+")),
            Route.of("/echo", POLICY.withSubprotocols(echoed)));
    return new Guard(POLICY, routes, address -> admissionStatus);
  }

  static List<HandshakeCase> cases() {
    return HandshakeCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judgesAsTheTableSays(HandshakeCase handshake) {
    GuardResult guardResult = guard.judge(asked(handshake.lines()));
    if (handshake.status() == 101) {
      assertThat(guardResult).isInstanceOf(GuardResult.Upgrade.class);
      assertThat(fields(((GuardResult.Upgrade) guardResult).pendingUpgrade().acceptedHandshake()))
          .containsAll(negotiated(handshake.fields()))
          .noneMatch(field -> handshake.absent().contains(field.replaceFirst(":.*", "")));
    } else {
      RefusalResponse refusalResponse = ((GuardResult.Refusal) guardResult).refusalResponse();
      assertThat(refusalResponse.status()).isEqualTo(handshake.status());
      assertThat(refusalResponse.finding().problemCode().map(Object::toString))
          .isEqualTo(handshake.code());
      assertThat(lines(refusalResponse.fields())).containsAll(handshake.fields());
    }
  }

  /** The lines of a name joined: they mean the same (RFC 9110 5.3). */
  private static List<String> lines(Headers headers) {
    Map<String, String> fields = new LinkedHashMap<>();
    headers
        .fields()
        .forEach(field -> fields.merge(field.name(), field.value(), (a, b) -> a + ", " + b));
    return fields.entrySet().stream().map(f -> f.getKey() + ": " + f.getValue()).toList();
  }

  private static List<String> negotiated(List<String> fields) {
    return fields.stream().filter(field -> field.startsWith("Sec-")).toList();
  }

  private static List<String> fields(AcceptedHandshake acceptedHandshake) {
    List<String> fields = new ArrayList<>();
    acceptedHandshake
        .accept()
        .acceptance()
        .ifPresent(v -> fields.add("Sec-WebSocket-Accept: " + v));
    acceptedHandshake.subprotocol().ifPresent(v -> fields.add("Sec-WebSocket-Protocol: " + v));
    acceptedHandshake.accept().extension().ifPresent(e -> fields.add(sorted(e)));
    return fields;
  }

  private static String sorted(AcceptedExtension extension) {
    String[] parts = extension.toString().split("; ");
    Arrays.sort(parts, 1, parts.length);
    return "Sec-WebSocket-Extensions: " + String.join(";", parts);
  }

  private static ReceivedRequest asked(List<String> lines) {
    String[] start = lines.get(0).split(" ", 3);
    List<Headers.Field> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.replace("{host}", HOST).split(":", 2);
      fields.add(new Headers.Field(field[0], field[1].strip()));
    }
    boolean absolute = start[1].startsWith("http:");
    String named = start[1].replaceFirst("http://([^/]*).*", "$1").replace("{host}", HOST);
    String target = start[1].replaceFirst("http://[^/]*", "").replaceFirst("\\?.*", "");
    Optional<String> authority = absolute ? Optional.of(named) : Optional.empty();
    Headers headers = Headers.of(fields);
    return new ReceivedRequest(
        "",
        target,
        start[1],
        "192.0.2.1",
        Optional.empty(),
        new ClientHandshake(start[0], start[2], authority, false, headers));
  }

  private GuardResult over(String protocol, String method, String... fields) {
    List<String> lines = new ArrayList<>(List.of(method + " /echo " + protocol));
    lines.addAll(Arrays.asList(fields));
    return guard.judge(asked(lines));
  }

  /** RFC 8441 4 and RFC 8441 5. */
  @Test
  void acceptsAnExtendedConnectWithoutUpgradeConnectionHostAndKey() {
    GuardResult guardResult =
        over("HTTP/2.0", "CONNECT", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: wamp");
    AcceptedHandshake acceptedHandshake =
        ((GuardResult.Upgrade) guardResult).pendingUpgrade().acceptedHandshake();
    assertThat(fields(acceptedHandshake)).containsExactly("Sec-WebSocket-Protocol: wamp");
  }

  @Test
  void refusesAGetOverHttp2WithoutConnectionSpecificFields() {
    RefusalResponse refusalResponse = refusal(over("HTTP/2.0", "GET", "Sec-WebSocket-Version: 13"));
    assertThat(refusalResponse.status()).isEqualTo(405);
    assertThat(lines(refusalResponse.fields()))
        .contains("Allow: CONNECT")
        .noneMatch(line -> line.startsWith("Connection") || line.startsWith("Upgrade"));
  }

  @Test
  void refusesAWrongVersionOverHttp2() {
    RefusalResponse refusalResponse =
        refusal(over("HTTP/2.0", "CONNECT", "Sec-WebSocket-Version: 25"));
    assertThat(refusalResponse.finding().problemCode().map(Object::toString))
        .contains("version-unsupported");
    assertThat(lines(refusalResponse.fields())).contains("Sec-WebSocket-Version: 13");
  }

  private static RefusalResponse refusal(GuardResult guardResult) {
    return ((GuardResult.Refusal) guardResult).refusalResponse();
  }

  /** RFC 9110 15.6.4 and RFC 6585 4. */
  @ParameterizedTest
  @CsvSource({"DRAINING,503,draining", "FULL,503,full", "TOO_MANY,429,too-many"})
  void saysWhenToComeBackWhereNoSlotIsFree(
      AdmissionStatus admissionStatus, int status, String code) {
    HandshakeCase sample = cases().get(0);
    RefusalResponse refusalResponse = refusal(guard(admissionStatus).judge(asked(sample.lines())));
    assertThat(refusalResponse.status()).isEqualTo(status);
    assertThat(refusalResponse.finding().problemCode().map(Object::toString)).contains(code);
    assertThat(lines(refusalResponse.fields()))
        .anyMatch(line -> line.matches("Retry-After: [1-9]\\d*"));
  }

  @Test
  void letsThePageOfASharedPathPass() {
    assertThat(guard.judge(asked(List.of("GET / HTTP/1.0")))).isSameAs(GuardResult.PassBy.PASS_BY);
  }

  /** RFC 9112 3.2: whichever of them the container believes. */
  @Test
  void refusesTwoHostsEvenWhereOneIsNotServed() {
    List<String> request = new ArrayList<>(cases().get(0).lines());
    request.set(1, "Host: rebound.example");
    request.add("Host: {host}");
    assertThat(refusal(guard.judge(asked(request))).finding().problemCode().map(Object::toString))
        .contains("host-repeated");
  }

  @Test
  void takesAVersionAloneForAnAttempt() {
    List<String> request =
        List.of("GET / HTTP/1.1", "Host: localhost", "Sec-WebSocket-Version: 13");
    assertThat(refusal(guard.judge(asked(request))).status()).isEqualTo(426);
  }

  @Test
  void leavesWhatIsNotOnItsRoutesAloneWhereThoseAreAllItHas() {
    Guard guest = Guard.only(List.of(Route.of("/echo", POLICY)));
    List<String> lines = new ArrayList<>(cases().get(0).lines());
    lines.set(0, "POST /echo HTTP/1.1");
    assertThat(refusal(guest.judge(asked(lines))).status()).isEqualTo(405);
    lines.set(0, "POST /elsewhere HTTP/1.1");
    assertThat(guest.judge(asked(lines))).isSameAs(GuardResult.PassBy.PASS_BY);
  }

  @Test
  void negotiatesNoCompressionBeforeAnEngineWithoutIt() {
    List<String> lines = new ArrayList<>(cases().get(0).lines());
    lines.add("Sec-WebSocket-Extensions: permessage-deflate");
    GuardResult guardResult = guard.on(DeflateSupport.NONE).judge(asked(lines));
    assertThat(
            ((GuardResult.Upgrade) guardResult)
                .pendingUpgrade()
                .acceptedHandshake()
                .accept()
                .extension())
        .isEmpty();
  }

  @Test
  void explainsWhatAServerRefusedByTheSameRules() {
    List<String> twoHosts = new ArrayList<>(cases().get(0).lines());
    twoHosts.add("Host: {host}");
    assertThat(guard.explain(asked(twoHosts), 400).orElseThrow().finding().problemCode())
        .map(Object::toString)
        .contains("host-repeated");
  }

  /** RFC 9112 3. */
  @Test
  void explainsWhatNoRuleObjectsToAsMalformed() {
    ReceivedRequest fine = asked(cases().get(0).lines());
    assertThat(guard.explain(fine, 400).orElseThrow().finding().problemCode())
        .map(Object::toString)
        .contains("request-malformed");
    assertThat(guard.explain(fine, 431)).isEmpty();
  }
}
