package io.parley.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import io.parley.http.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleBookTest {
  private static final Headers SAMPLE =
      Headers.none()
          .with("Host", "localhost")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade")
          .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
          .with("Sec-WebSocket-Version", "13");

  private static ClientHandshake offer(String method, String protocol, Headers headers) {
    return new ClientHandshake(method, protocol, Optional.empty(), false, headers);
  }

  private static Trace judge(Headers headers, Subprotocols subprotocols) {
    return judge(offer("GET", "HTTP/1.1", headers), Policy.DEFAULT.withSubprotocols(subprotocols));
  }

  private static Trace judge(ClientHandshake clientHandshake, Policy policy) {
    return RuleBook.openingHandshake(
        clientHandshake, PathMatch.KNOWN, AdmissionStatus.FREE, policy);
  }

  private static List<String> codes(Trace trace) {
    return trace.findings().stream()
        .flatMap(finding -> finding.problemCode().stream())
        .map(ProblemCode::toString)
        .toList();
  }

  @Test
  void listsAllThatIsWrongAndAnswersTheFirst() {
    Headers headers =
        Headers.none()
            .with("Host", "localhost")
            .with("Connection", "keep-alive")
            .with("Sec-WebSocket-Version", "25")
            .with("Origin", "https://evil.example")
            .with("Sec-WebSocket-Protocol", "\"")
            .with("Sec-WebSocket-Extensions", ";");
    Trace trace = judge(headers, Subprotocols.NONE);
    assertThat(codes(trace))
        .containsExactly(
            "upgrade-required",
            "connection-without-upgrade",
            "key-missing",
            "version-unsupported",
            "origin-not-allowed",
            "subprotocols-malformed",
            "extensions-malformed");
    assertThat(((Refuse) trace.verdict()).code()).isEqualTo(ProblemCode.UPGRADE_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host-repeated|Host|a.example|b.example|a.example, b.example",
        "key-repeated|Sec-WebSocket-Key|AA==|secret|(2 characters)==, (6 characters)",
        "version-repeated|Sec-WebSocket-Version|13|8|13, 8",
        "origin-repeated|Origin|http://a.example|null|http://a.example, null",
      })
  void showsAllValuesOfAFieldThatIsRepeated(
      String code, String name, String one, String other, String saw) {
    List<Headers.Field> others =
        SAMPLE.fields().stream().filter(field -> !field.name().equals(name)).toList();
    Headers headers = Headers.of(others).with(name, one).with(name, other);
    Refuse refused = (Refuse) judge(headers, Subprotocols.NONE).verdict();
    assertThat(refused.code()).hasToString(code);
    assertThat(refused.finding().saw()).isEqualTo(saw);
  }

  private static Finding ofPath(PathMatch path) {
    Trace trace =
        RuleBook.openingHandshake(
            offer("GET", "HTTP/1.1", SAMPLE), path, AdmissionStatus.FREE, Policy.DEFAULT);
    return ((Refuse) trace.verdict()).finding();
  }

  @Test
  void namesTheNearestPathWhereNoEndpointStands() {
    Finding finding = ofPath(new PathMatch.Unknown(Optional.of("/chat"), ""));
    assertThat(finding.problemCode()).contains(ProblemCode.PATH_UNKNOWN);
    assertThat(finding.detail())
        .isEqualTo("No endpoint stands at that path; the nearest is /chat.");
    assertThat(finding.suggestion()).contains("/chat");
    assertThat(finding.advice()).contains("Use /chat.");
  }

  @Test
  void keepsTheAdviceOfTheCatalogueWhereNothingIsNear() {
    Finding finding = ofPath(PathMatch.UNKNOWN);
    assertThat(finding.detail()).isEqualTo("No endpoint stands at that path.");
    assertThat(finding.advice()).contains(ProblemCode.PATH_UNKNOWN.advice());
  }

  @Test
  void tellsTheRuleThatAValueInThePathBreaks() {
    String rule = "A name has no blanks.";
    Finding finding = ofPath(new PathMatch.BadValue("a\u0000\u202eb", rule));
    assertThat(finding.problemCode()).contains(ProblemCode.PATH_VALUE_INVALID);
    assertThat(finding.detail())
        .isEqualTo("\"a\\u0000\\u202eb\" is not allowed in that path. " + rule);
    assertThat(finding.saw()).isEqualTo("a\\u0000\\u202eb");
    assertThat(ofPath(new PathMatch.BadValue("x", "")).detail())
        .isEqualTo("\"x\" is not allowed in that path.");
  }

  @Test
  void saysWhatToOfferWhereNothingOfferedIsSpoken() {
    Trace trace =
        judge(
            SAMPLE.with("Sec-WebSocket-Protocol", "mqtt"),
            Subprotocols.of(List.of("soap", "wamp")));
    Finding finding =
        trace.findings().stream()
            .filter(f -> f.rule().equals("subprotocol"))
            .findAny()
            .orElseThrow();
    assertThat(finding.outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(finding.detail())
        .isEqualTo("None of those offered is spoken here. This endpoint speaks soap, wamp.");
    assertThat(finding.advice().orElseThrow()).contains("a browser that offered others closes");
    assertThat(trace.verdict()).isInstanceOf(Accept.class);
  }

  @Test
  void refusesWhereASubprotocolIsRequired() {
    Subprotocols required = new Subprotocols(List.of("soap"), Subprotocols.Preference.CLIENT, true);
    assertThat(codes(judge(SAMPLE, required))).containsExactly("subprotocol-required");
    assertThat(codes(judge(SAMPLE.with("Sec-WebSocket-Protocol", "mqtt"), required)))
        .containsExactly("subprotocol-required");
    assertThat(codes(judge(SAMPLE.with("Sec-WebSocket-Protocol", "soap"), required))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Subprotocols.Preference.class)
  void letsEitherSidesOrderDecide(Subprotocols.Preference preference) {
    Subprotocols spoken = new Subprotocols(List.of("soap", "wamp"), preference, false);
    Trace trace = judge(SAMPLE.with("Sec-WebSocket-Protocol", "wamp, soap"), spoken);
    assertThat(((Accept) trace.verdict()).subprotocol())
        .contains(preference == Subprotocols.Preference.CLIENT ? "wamp" : "soap");
  }

  @Test
  void saysOfEachExtensionWhatBecameOfIt() {
    String offers =
        "foo, permessage-deflate; server_max_window_bits=10, permessage-deflate, permessage-deflate";
    Trace trace = judge(SAMPLE.with("Sec-WebSocket-Extensions", offers), Subprotocols.NONE);
    assertThat(trace.findings())
        .filteredOn(finding -> finding.rule().equals("extension"))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.DECLINED, Outcome.DECLINED, Outcome.CHOSEN, Outcome.IGNORED);
    assertThat(codes(trace)).containsExactly("extension-unsupported", "deflate-window");
  }

  @ParameterizedTest
  @CsvSource({
    "server_max_window_bits=7, deflate-parameter-invalid, server_max_window_bits is 7: it takes a value from 8 to 15.",
    "server_max_window_bits, deflate-parameter-invalid, server_max_window_bits has no value: it takes a value from 8 to 15.",
    "server_max_window_bits=16, deflate-parameter-invalid, server_max_window_bits is 16: it takes a value from 8 to 15.",
    "client_max_window_bits=7, deflate-parameter-invalid, client_max_window_bits is 7: it takes none or 8 to 15.",
    "client_no_context_takeover=1, deflate-parameter-invalid, client_no_context_takeover is 1: it takes no value.",
    "server_max_window_bits=8, deflate-window, server_max_window_bits cannot be held.",
    "x=1, deflate-parameter-unknown, x is unknown.",
  })
  void saysWhichParameterIsWrong(String parameter, String code, String detail) {
    String offer = "permessage-deflate; " + parameter;
    Trace trace = judge(SAMPLE.with("Sec-WebSocket-Extensions", offer), Subprotocols.NONE);
    Finding finding = trace.findings().get(trace.findings().size() - 1);
    assertThat(finding.problemCode()).map(Object::toString).contains(code);
    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.advice().orElseThrow())
        .contains(
            parameter.startsWith("x")
                ? "RFC 7692"
                : parameter.split("=", -1)[0].replaceFirst("client_no.*", "takeover parameters"));
  }

  @Test
  void namesTheProxiesThatEmptyTheListOfExtensions() {
    Trace trace = judge(SAMPLE.with("Sec-WebSocket-Extensions", ""), Subprotocols.NONE);
    assertThat(codes(trace)).containsExactly("extensions-malformed");
    assertThat(((Refuse) trace.verdict()).code().advice()).contains("IIS with ARR", "Azure");
  }

  @ParameterizedTest
  @CsvSource({
    "permessage-deflate, true, true, permessage-deflate; server_no_context_takeover",
    "permessage-deflate; client_no_context_takeover, true, true, permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    "permessage-deflate; client_no_context_takeover, true, false, permessage-deflate; server_no_context_takeover",
    "permessage-deflate; client_no_context_takeover, false, true, permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    "permessage-deflate; client_no_context_takeover, false, false, ",
    "permessage-deflate, false, true, "
  })
  void keepsAClientsContextOnlyWhereItCan(
      String offer, boolean keeps, boolean resets, String answer) {
    DeflateSupport support = new DeflateSupport(true, keeps, resets, false);
    ClientHandshake offered =
        new ClientHandshake(
            "GET",
            "HTTP/1.1",
            Optional.empty(),
            false,
            SAMPLE.with("Sec-WebSocket-Extensions", offer));
    Trace trace = judge(offered, Policy.DEFAULT.withDeflate(support));
    Accept accept = (Accept) trace.verdict();
    assertThat(accept.extension().map(Object::toString)).isEqualTo(Optional.ofNullable(answer));
    assertThat(accept.keepsClientContext()).isEqualTo(answer != null && !answer.contains("client"));
    assertThat(codes(trace)).isEqualTo(answer == null ? List.of("deflate-context") : List.of());
  }

  @Test
  void takesBackTheCompressionThatAnEngineTurnsOutNotToHave() {
    Trace trace =
        judge(SAMPLE.with("Sec-WebSocket-Extensions", "permessage-deflate"), Subprotocols.NONE);
    Trace amended = trace.withoutDeflate();
    assertThat(((Accept) trace.verdict()).extension()).isPresent();
    assertThat(((Accept) amended.verdict()).extension()).isEmpty();
    assertThat(codes(amended)).containsExactly("extension-unsupported");
  }

  @Test
  void boundsTheFindingsOfAFieldFullOfOffers() {
    String thousands = "a,".repeat(4_000) + "permessage-deflate";
    Trace trace = judge(SAMPLE.with("Sec-WebSocket-Extensions", thousands), Subprotocols.NONE);
    assertThat(trace.findings()).hasSizeLessThan(50);
    assertThat(((Accept) trace.verdict()).extension()).isEmpty();
  }

  /** RFC 9110 15.5.2, RFC 9110 15.5.4 and RFC 9110 11.6.1. */
  @Test
  void authenticatesLastAndAnswersWithTheFieldsOfTheRefusal() {
    Headers challenge = Headers.none().with("WWW-Authenticate", "Basic");
    Trace accepted = judge(SAMPLE, Subprotocols.NONE);
    Trace refused =
        RuleBook.withAuthentication(
            accepted,
            new AuthenticationStatus.Refused(
                ProblemCode.AUTHENTICATION_REQUIRED, "Log in first.", challenge));
    assertThat(codes(refused)).containsExactly("authentication-required");
    assertThat(((Refuse) refused.verdict()).fields()).isEqualTo(challenge);
    assertThat(last(refused).rule()).isEqualTo("authentication");
    assertThat(last(refused).detail()).isEqualTo("Log in first.");

    Trace late = RuleBook.withAuthentication(accepted, new AuthenticationStatus.Unavailable());
    assertThat(codes(late)).containsExactly("authentication-unavailable");
    assertThat(((Refuse) late.verdict()).fields().values("Retry-After")).containsExactly("10");
  }

  @Test
  void letsAuthenticatedAndAnonymousClientsPass() {
    Trace accepted = judge(SAMPLE, Subprotocols.NONE);
    for (AuthenticationStatus status :
        List.of(new AuthenticationStatus.Authenticated(), new AuthenticationStatus.Anonymous())) {
      Trace trace = RuleBook.withAuthentication(accepted, status);
      assertThat(trace.verdict()).isEqualTo(accepted.verdict());
      assertThat(last(trace).outcome()).isEqualTo(Outcome.PASSED);
    }
  }

  @Test
  void keepsTheRefusalOfAnEarlierRuleAndSaysThatNobodyWasAuthenticated() {
    Trace refused = judge(Headers.none().with("Host", "localhost"), Subprotocols.NONE);
    Trace trace = RuleBook.withAuthentication(refused, new AuthenticationStatus.Skipped());
    assertThat(trace.verdict()).isEqualTo(refused.verdict());
    assertThat(last(trace).outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(last(trace).detail()).isEqualTo("Not examined: the handshake is refused already.");
  }

  private static Finding last(Trace trace) {
    return trace.findings().get(trace.findings().size() - 1);
  }

  /** Any offer ends in exactly one verdict, says only what is safe to show, and never throws. */
  @Test
  void judgesRandomOffersWithoutThrowing() {
    Random random = new Random(6455);
    int accepted = 0;
    for (int run = 0; run < 100_000; run++) {
      ClientHandshake clientHandshake = RandomOffers.next(random);
      Trace trace =
          RuleBook.openingHandshake(
              clientHandshake,
              random.nextInt(20) > 0 ? PathMatch.KNOWN : PathMatch.UNKNOWN,
              random.nextInt(4) > 0 ? AdmissionStatus.FREE : AdmissionStatus.FULL,
              RandomOffers.policy(random));
      boolean refused = trace.findings().stream().anyMatch(f -> f.outcome() == Outcome.REFUSED);
      assertThat(trace.verdict() instanceof Refuse).as("%s", clientHandshake).isEqualTo(refused);
      assertThat(trace.findings()).allSatisfy(RuleBookTest::isSafe);
      accepted += refused ? 0 : 1;
    }
    assertThat(accepted).as("random offers that were accepted").isBetween(1_000, 99_000);
  }

  private static void isSafe(Finding finding) {
    assertThat(finding.saw())
        .hasSizeLessThanOrEqualTo(SafeText.LIMIT + 1)
        .doesNotContainPattern("\\p{Cc}");
    assertThat(finding.detail())
        .hasSizeLessThan(4 * SafeText.LIMIT)
        .doesNotContainPattern("\\p{Cc}");
  }

  /** Mostly the sample, with random damage. */
  private static final class RandomOffers {
    private static final List<String> NAMES =
        List.of(
            "Host",
            "Upgrade",
            "Connection",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Origin",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Extensions",
            "Content-Length",
            "Transfer-Encoding",
            "X");
    private static final List<String> VALUES =
        List.of(
            "",
            "websocket",
            "Upgrade",
            "close",
            "13",
            "25",
            "013",
            "soap",
            "soap, wamp",
            "null",
            "http://localhost",
            "https://evil.example",
            "permessage-deflate",
            "0",
            "localhost:80",
            "permessage-deflate; client_max_window_bits=9",
            "a;b=\"c\\",
            "\"",
            ",,",
            "[::1]:x",
            "%zz");

    static ClientHandshake next(Random random) {
      List<Headers.Field> fields = new ArrayList<>(SAMPLE.fields());
      for (int damage = random.nextInt(4); damage > 0; damage--) {
        Headers.Field field = new Headers.Field(pick(NAMES, random), value(random));
        if (random.nextBoolean() || fields.isEmpty()) {
          fields.add(field);
        } else {
          fields.remove(random.nextInt(fields.size()));
        }
      }
      return new ClientHandshake(
          random.nextInt(20) == 0 ? value(random) : "GET",
          pick(List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0"), random),
          Optional.of(value(random)).filter(any -> random.nextBoolean()),
          random.nextBoolean(),
          Headers.of(fields));
    }

    static Policy policy(Random random) {
      Subprotocols subprotocols =
          new Subprotocols(
              List.of("soap"), Subprotocols.Preference.SERVER, random.nextInt(10) == 0);
      AllowedHosts allowedHosts =
          random.nextInt(10) == 0 ? AllowedHosts.LOOPBACK : AllowedHosts.ANY;
      return new Policy(allowedHosts, AllowedOrigins.SAME, subprotocols, random.nextBoolean());
    }

    private static String value(Random random) {
      return random.nextInt(4) == 0 ? noise(random) : pick(VALUES, random);
    }

    private static String noise(Random random) {
      StringBuilder noise = new StringBuilder();
      for (int length = random.nextInt(200); length > 0; length--) {
        noise.appendCodePoint(random.nextInt(random.nextInt(10) == 0 ? 0x11_0000 : 256));
      }
      return noise.toString();
    }

    private static <T> T pick(List<T> values, Random random) {
      return values.get(random.nextInt(values.size()));
    }
  }
}
