package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  private static final String SECRET = "hunter2";

  private static RedisAddress parsed(String... urls) {
    return RedisAddress.parse(List.of(urls)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://10.0.0.5                     | 10.0.0.5:6379",
        "redis://cache.example:7000           | cache.example:7000",
        "rediss://cache.example:7000/         | cache.example:7000",
        "redis://[::1]:7000                   | [::1]:7000",
        "redis://a:7000,b:7001,c              | a:7000, b:7001, c:6379",
        "redis-sentinel://a,b:7001#main       | a:26379, b:7001 (Sentinels of main)",
        "redis://ann:hunter2@a                | a:6379",
      })
  void namesItsServersAndNoPassword(String url, String shown) {
    assertThat(parsed(url)).hasToString(shown);
  }

  @Test
  void readsALoginWithEscapes() {
    RedisAddress address = parsed("rediss://ann:a%40b+c@cache.example/3");
    assertThat(address.tls()).isTrue();
    assertThat(address.user()).contains("ann");
    assertThat(address.password()).contains("a@b+c");
    assertThat(address.database()).isEqualTo(3);
  }

  @Test
  void readsAPasswordWithoutAUser() {
    RedisAddress address = parsed("redis://:" + SECRET + "@a");
    assertThat(address.user()).isEmpty();
    assertThat(address.password()).contains(SECRET);
  }

  @Test
  void takesSeveralAddressesOfOneCluster() {
    assertThat(parsed("redis://a", "redis://b:7001")).hasToString("a:6379, b:7001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a:6379",
        "http://a",
        "redis://",
        "redis://a:0",
        "redis://a:65536",
        "redis://a:port",
        "redis://a b",
        "redis://a,",
        "redis://a/100",
        "redis://a,b/1",
        "redis://a#main",
        "redis://ann:%zz@a",
        "redis-sentinel://a",
        "redis-sentinel://a,b",
        "redis://a?timeout=1",
      })
  void refusesWhatIsNone(String url) {
    assertThat(RedisAddress.parse(List.of(url))).isEmpty();
  }

  @Test
  void refusesAddressesThatDiffer() {
    assertThat(RedisAddress.parse(List.of("redis://a", "rediss://b"))).isEmpty();
    assertThat(RedisAddress.parse(List.of("redis://ann@a", "redis://bob@b"))).isEmpty();
    assertThat(RedisAddress.parse(List.of("redis://a/1", "redis://b/1"))).isEmpty();
    assertThat(RedisAddress.parse(List.of("redis-sentinel://a#x", "redis-sentinel://b#x")))
        .isEmpty();
  }

  @Test
  void refusesMoreServersThanAClusterHas() {
    String many = "redis://" + "a,".repeat(32) + "a";
    assertThat(RedisAddress.parse(List.of(many))).isEmpty();
  }
}
