package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.TrustedProxies.Client;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.7";
  private final TrustedProxies proxies =
      new TrustedProxies(
          List.of(
              IpRange.parse("10.0.0.0/8").valid().orElseThrow(),
              IpRange.parse("::1").valid().orElseThrow()));

  private Client client(String peer, String... fields) {
    Headers headers = Headers.none();
    for (String field : fields) {
      headers = headers.with(field.split(": ", 2)[0], field.split(": ", 2)[1]);
    }
    return proxies.client(peer, headers);
  }

  /** Fields are separated by {@code |}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "X-Forwarded-For: 192.0.2.1 ! 192.0.2.1",
        "X-Forwarded-For: 198.51.100.9, 192.0.2.1 ! 192.0.2.1",
        "X-Forwarded-For: 198.51.100.9, 192.0.2.1, 10.0.0.3 ! 192.0.2.1",
        "X-Forwarded-For: 198.51.100.9|X-Forwarded-For: 192.0.2.1 ! 192.0.2.1",
        "X-Forwarded-For: 10.0.0.5, 10.0.0.6 ! 10.0.0.5",
        "X-Forwarded-For: 192.0.2.1, unknown ! 10.0.0.7",
        "X-Forwarded-For: 192.0.2.1, unknown, 10.0.0.3 ! 10.0.0.3",
        "X-Forwarded-For: 192.0.2.1:5000 ! 192.0.2.1",
        "X-Forwarded-For: [2001:db8::1]:5000 ! [2001:db8::1]",
        "X-Forwarded-For: 2001:db8::1 ! [2001:db8::1]",
        "X-Forwarded-For: <script> ! 10.0.0.7",
        "X-Forwarded-For: 192.0.2.1, ! 10.0.0.7",
        "Forwarded: for=192.0.2.1 ! 192.0.2.1",
        "Forwarded: FOR=192.0.2.1;by=10.0.0.7;proto=http ! 192.0.2.1",
        "Forwarded: for=198.51.100.9, for=192.0.2.1;host=\"a,b\" ! 192.0.2.1",
        "Forwarded: for=\"[2001:db8::1]:5000\" ! [2001:db8::1]",
        "Forwarded: for=192.0.2.1, for=_hidden ! 10.0.0.7",
        "Forwarded: for=192.0.2.1; proto=https , for=10.0.0.3 ! 192.0.2.1",
        "Forwarded: for=\"192.0.2.1 ! 10.0.0.7",
        "Forwarded: 192.0.2.1 ! 10.0.0.7",
        "X-Real-IP: 192.0.2.1 ! 10.0.0.7",
      })
  void isTheNearestThatIsNoTrustedProxy(String fields, String address) {
    assertThat(client(PROXY, fields.split("\\|")).address()).isEqualTo(address);
    assertThat(client("203.0.113.1", fields.split("\\|")))
        .as("said by somebody who is not trusted")
        .isEqualTo(new Client("203.0.113.1", Optional.empty(), Optional.empty()));
  }

  /** A proxy that writes one of them passes the other on as the client sent it. */
  @Test
  void believesNeitherFieldWhereTheTwoDisagree() {
    assertThat(client(PROXY, "X-Forwarded-For: 192.0.2.1", "Forwarded: for=127.0.0.1").address())
        .isEqualTo(PROXY);
    assertThat(client(PROXY, "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1").address())
        .isEqualTo("192.0.2.1");
    assertThat(client(PROXY, "X-Forwarded-For: 192.0.2.1", "Forwarded: nonsense").address())
        .isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "X-Forwarded-Proto: https ! true",
        "X-Forwarded-Proto: HTTPS|X-Forwarded-For: 192.0.2.1 ! true",
        "X-Forwarded-Proto: wss|X-Forwarded-For: 192.0.2.1 ! true",
        "X-Forwarded-Proto: http|X-Forwarded-For: 192.0.2.1 ! false",
        "X-Forwarded-Proto: https, http|X-Forwarded-For: 192.0.2.1 ! false",
        "X-Forwarded-Proto: http|X-Forwarded-Proto: https ! true",
        "X-Forwarded-Proto: https, ! true",
        "X-Forwarded-Proto: , ! ",
        "X-Forwarded-Proto: https, http|X-Forwarded-For: 192.0.2.1, 10.0.0.3 ! true",
        "X-Forwarded-Proto: http, https|X-Forwarded-For: 192.0.2.1, 10.0.0.3 ! false",
        "X-Forwarded-Proto: https, http|X-Forwarded-For: 192.0.2.1, 198.51.100.9 ! false",
        "X-Forwarded-For: 192.0.2.1 ! ",
        "Forwarded: for=192.0.2.1;proto=https ! true",
        "Forwarded: for=192.0.2.1;proto=https, for=10.0.0.3;proto=http ! true",
        "Forwarded: for=192.0.2.1;proto=http, for=10.0.0.3;proto=https ! false",
        "Forwarded: for=_hidden;proto=https ! true",
        "Forwarded: for=192.0.2.1 ! ",
      })
  void saysWhetherTheClientCameOverTls(String fields, Boolean secure) {
    assertThat(client(PROXY, fields.split("\\|")).secure()).isEqualTo(Optional.ofNullable(secure));
    assertThat(client("203.0.113.1", fields.split("\\|")).secure()).isEmpty();
  }

  /** As Jetty names a peer, in brackets, and as Tomcat does, without. */
  @ParameterizedTest
  @CsvSource({"[0:0:0:0:0:0:0:1], 192.0.2.1", "0:0:0:0:0:0:0:1, 192.0.2.1", "[::2], [::2]"})
  void knowsAProxyHoweverTheContainerNamesIt(String peer, String address) {
    assertThat(client(peer, "X-Forwarded-For: 192.0.2.1").address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Forwarded: host=public.example ! public.example",
        "Forwarded: for=192.0.2.1;host=\"Public.example:8443\" ! Public.example:8443",
        "Forwarded: for=192.0.2.1;host=a.example, for=10.0.0.3;host=b.example ! a.example",
        "Forwarded: for=192.0.2.1, for=10.0.0.3;host=b.example ! b.example",
        "Forwarded: for=192.0.2.1;host=a.example, for=198.51.100.9;host=b.example ! b.example",
        "Forwarded: for=192.0.2.1;host=\"a b\" ! ",
        "Forwarded: for=192.0.2.1 ! ",
        "X-Forwarded-Host: public.example ! ",
        "X-Forwarded-For: 192.0.2.1|Forwarded: for=198.51.100.9;host=a.example ! ",
      })
  void saysWhichHostTheClientAskedFor(String fields, String host) {
    assertThat(client(PROXY, fields.split("\\|")).host()).isEqualTo(Optional.ofNullable(host));
    assertThat(client("203.0.113.1", fields.split("\\|")).host()).isEmpty();
  }

  @Test
  void believesNobodyByDefault() {
    Headers headers = Headers.none().with("X-Forwarded-For", "192.0.2.1");
    assertThat(TrustedProxies.NONE.client("127.0.0.1", headers).address()).isEqualTo("127.0.0.1");
  }

  @Test
  void readsFieldsOfAnyLengthWithoutChoking() {
    String quoted = "for=\"" + "\\a".repeat(50_000) + "\"";
    assertThat(client("::1", "Forwarded: " + quoted).address()).isEqualTo("[::1]");
    String[] many = new String[20_000];
    Arrays.fill(many, "10.0.0.1");
    assertThat(client(PROXY, "X-Forwarded-For: " + String.join(",", many)).address())
        .isEqualTo("10.0.0.1");
  }
}
