package io.parley.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Headers;
import io.parley.http.ListenerPort;
import io.parley.http.Parsed.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 10.2, with the origins that browsers send. */
class AllowedOriginsTest {

  private static Outcome judge(
      AllowedOrigins allowedOrigins, String origin, String host, boolean secure) {
    return finding(allowedOrigins, origin, host, secure).outcome();
  }

  private static Finding finding(
      AllowedOrigins allowedOrigins, String origin, String host, boolean secure) {
    Headers headers = origin == null ? Headers.none() : Headers.none().with("Origin", origin);
    ClientHandshake clientHandshake =
        new ClientHandshake("GET", "HTTP/1.1", Optional.of(host), secure, headers);
    Policy policy = new Policy(AllowedHosts.ANY, allowedOrigins, Subprotocols.NONE, true);
    return new OriginRule().judge(ParsedHandshake.of(clientHandshake, policy)).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, false, PASSED",
    "http://localhost, localhost:80, false, PASSED",
    "http://localhost:80, localhost, false, PASSED",
    "https://example.com, example.com, false, PASSED",
    "https://example.com, example.com:443, true, PASSED",
    "http://example.com, example.com:443, true, REFUSED",
    "http://example.com:443, example.com, true, REFUSED",
    "http://LOCALHOST:8080, localhost:8080, false, PASSED",
    "http://localhost:8081, localhost:8080, false, REFUSED",
    "http://localhost, localhost:8080, false, REFUSED",
    "http://127.0.0.1:8080, localhost:8080, false, REFUSED",
    "null, localhost:8080, false, REFUSED"
  })
  void comparesWithTheRequestsOwn(String origin, String host, boolean secure, Outcome outcome) {
    assertThat(judge(AllowedOrigins.SAME, origin, host, secure)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5000, localhost, PASSED",
    "https://localhost:5000, localhost, PASSED",
    "http://localhost, localhost:5000, PASSED",
    "https://localhost:8443, localhost, PASSED",
    "http://localhost:8443, localhost, REFUSED",
    "http://localhost:5001, localhost, REFUSED",
    "http://evil.example:5000, localhost, REFUSED",
    "https://evil.example:8443, localhost, REFUSED"
  })
  void letsAPageOfOneConnectorTalkToAnother(String origin, String host, Outcome outcome) {
    Set<ListenerPort> ports =
        Set.of(
            new ListenerPort(80, false),
            new ListenerPort(5000, false),
            new ListenerPort(8443, true));
    AllowedOrigins listeners = new AllowedOrigins(List.of(), ports, true);
    assertThat(judge(listeners, origin, host, false)).isEqualTo(outcome);
  }

  private static AllowedOrigins listing(String... patterns) {
    List<OriginPattern> listed =
        Arrays.stream(patterns).map(p -> OriginPattern.parse(p).valid().orElseThrow()).toList();
    return new AllowedOrigins(listed, Set.of(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, PASSED",
    "https://app.example:443, PASSED",
    "https://app.example:8443, REFUSED",
    "http://app.example, REFUSED",
    "https://a.example.com, PASSED",
    "https://a.b.example.com, PASSED",
    "https://a.example.com:8443, REFUSED",
    "http://a.example.com, REFUSED",
    "https://example.com, REFUSED",
    "https://evilexample.com, REFUSED",
    "https://a.example.com.evil.example, REFUSED",
    "null, PASSED"
  })
  void listsOriginsAndTheSubdomainsOfOne(String origin, Outcome outcome) {
    AllowedOrigins allowedOrigins = listing("https://app.example", "https://*.example.com", "null");
    assertThat(judge(allowedOrigins, origin, "localhost:8080", false)).isEqualTo(outcome);
  }

  /** RFC 6454 7.1 and RFC 3986 3.2.2: a host may be empty, but not one of HTTP. */
  @ParameterizedTest
  @CsvSource({
    "file://, PASSED",
    "FILE://, PASSED",
    "null, REFUSED",
    "app://, REFUSED",
    "file://localhost, REFUSED",
    "http://localhost:8080, PASSED"
  })
  void listsAnOriginWithoutAHost(String origin, Outcome outcome) {
    assertThat(judge(listing("file://"), origin, "localhost:8080", false)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | a sandboxed frame, from a data: URL or from a file",
        "null | add null with the setting allow-origin",
        "file:// | if this is a device or an app and no browser",
        "file:// | add file:// with the setting allow-origin",
        "capacitor:// | add capacitor:// with the setting allow-origin",
        "https://elsewhere.example | add the page's origin with the setting allow-origin",
        "file://elsewhere.example | add the page's origin with the setting allow-origin",
      })
  void adviseOnEachKindOfOriginThatIsRefused(String origin, String advice) {
    Finding finding = finding(AllowedOrigins.SAME, origin, "localhost:8080", false);
    assertThat(finding.problemCode()).contains(ProblemCode.ORIGIN_NOT_ALLOWED);
    assertThat(finding.advice().orElseThrow()).contains(advice);
  }

  @Test
  void askForAnOriginOnlyWhereThePolicyDoes() {
    assertThat(judge(AllowedOrigins.SAME, null, "localhost", false)).isEqualTo(Outcome.PASSED);
    assertThat(judge(listing(), null, "localhost", false)).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*",
        "https://a.*.b",
        "https://*.*.b",
        "example.com",
        "https://a/",
        "file://*.",
        "https://*.",
        "http://",
        "file:///"
      })
  void takeNoPatternThatWouldLetAnybodyIn(String pattern) {
    assertThat(OriginPattern.parse(pattern)).isInstanceOf(Malformed.class);
  }
}
