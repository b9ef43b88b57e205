package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.ListenerPort;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPolicyTest {
  private static final String SELF = "'self'";

  @Test
  void aPageLoadsNothingButItsOwnScriptsStylesAndImages() {
    assertThat(policy("http", "localhost", 8080))
        .startsWith(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src ");
  }

  @Test
  void aPageMayOpenSocketsOfItsOwnHostAndPort() {
    assertThat(connections(policy("http", "chat.example.com", 8080)))
        .isEqualTo(SELF + " ws://chat.example.com:8080 wss://chat.example.com:8080");
  }

  @Test
  void aPageOfOneConnectorMayOpenSocketsOfTheOther() {
    assertThat(connections(policy("http", "localhost", 5000, 80, 5000)))
        .isEqualTo(
            SELF
                + " ws://localhost:5000 wss://localhost:5000"
                + " ws://localhost:80 wss://localhost:80");
  }

  @Test
  void aSchemesOwnPortIsLeftOutSoThatTlsMayEndBeforeTheServer() {
    var expected = SELF + " ws://chat.example.com wss://chat.example.com";
    assertThat(connections(policy("http", "chat.example.com", 80))).isEqualTo(expected);
    assertThat(connections(policy("https", "chat.example.com", 443))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.example.com",
        "a b",
        "a;script-src *",
        "a,b",
        "a'b",
        "a\r\nSet-Cookie: x",
        "a.",
        ".a",
        "a..b",
        "under_score",
        "[::1]",
        "::1",
        "user@host",
        "例.example"
      })
  void whatIsNoHostIsNotWrittenIntoThePolicy(String host) {
    assertThat(connections(policy("http", host, 8080, 80))).isEqualTo(SELF);
  }

  @Test
  void aHostThatIsTooLongIsNotWrittenIntoThePolicy() {
    var longest = "a".repeat(63) + ("." + "a".repeat(63)).repeat(2) + "." + "a".repeat(61);
    assertThat(connections(policy("http", longest, 80))).contains(longest);
    assertThat(connections(policy("http", longest + "a", 80))).isEqualTo(SELF);
    assertThat(connections(policy("http", "a".repeat(64), 80))).isEqualTo(SELF);
  }

  @Test
  void thePolicyHasAnEndHoweverManyConnectorsThereAre() {
    var many =
        IntStream.range(1000, 2000)
            .mapToObj(each -> new ListenerPort(each, false))
            .collect(Collectors.toSet());
    var policy = new SecurityPolicy("http", "localhost", 80, many).text();
    assertThat(policy.split("wss://", -1)).hasSize(SecurityPolicy.MOST_LISTENERS + 2);
  }

  @Test
  void aSecureListenerHasNoUnencryptedSockets() {
    Set<ListenerPort> ports = Set.of(new ListenerPort(443, true), new ListenerPort(8080, false));
    String page = new SecurityPolicy("https", "chat.example.com", 443, ports).text();
    assertThat(connections(page))
        .isEqualTo(
            SELF
                + " wss://chat.example.com wss://chat.example.com:443"
                + " ws://chat.example.com:8080 wss://chat.example.com:8080");
  }

  private static String policy(String scheme, String host, int port, Integer... listeners) {
    Set<ListenerPort> ports =
        Stream.of(listeners).map(each -> new ListenerPort(each, false)).collect(Collectors.toSet());
    return new SecurityPolicy(scheme, host, port, ports).text();
  }

  private static String connections(String policy) {
    return policy.replaceFirst(".*connect-src ", "");
  }
}
