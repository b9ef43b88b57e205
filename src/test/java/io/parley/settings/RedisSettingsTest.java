package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
  private static final String SECRET = "hunter2";

  @TempDir private Path folder;

  private static RedisSettings read(
      Map<String, List<String>> commandLine, Map<String, String> environment) {
    return Settings.read(
            commandLine,
            name -> Optional.ofNullable(environment.get(name)),
            name -> Optional.empty())
        .redisSettings();
  }

  private static String refusal(
      Map<String, List<String>> commandLine, Map<String, String> environment) {
    return catchThrowableOfType(BadSettingException.class, () -> read(commandLine, environment))
        .getMessage();
  }

  private static Map<String, List<String>> address(String url) {
    return Map.of("redis", List.of(url));
  }

  @Test
  void refusesAPasswordOnTheCommandLine() {
    assertThat(refusal(address("redis://ann:" + SECRET + "@localhost"), Map.of()))
        .isEqualTo(
            "Bad --redis on the command line; expected an address without a password: put the password into"
                + " PARLEY_REDIS_PASSWORD or a file that --redis-password-file names.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://ann:" + SECRET + "/@localhost",
        "redis://:" + SECRET + "?x@localhost",
        "http://ann:#" + SECRET + "@localhost",
        "ann:" + SECRET + "@localhost",
      })
  void showsNoPasswordOfAnAddressThatIsNone(String url) {
    assertThat(refusal(address(url), Map.of()))
        .startsWith("Bad --redis on the command line; expected ");
    assertThat(refusal(address(url), Map.of())).doesNotContain(SECRET);
  }

  @Test
  void showsNoPasswordOfAnAddressInTheEnvironmentThatIsNone() {
    String url = "redis://ann:" + SECRET + "/@localhost";
    assertThat(refusal(Map.of(), Map.of("PARLEY_REDIS", url)))
        .startsWith("Bad PARLEY_REDIS in the environment; expected redis://host:port")
        .doesNotContain(SECRET);
  }

  @Test
  void takesThePasswordOfTheAddressFromTheEnvironment() {
    RedisSettings settings =
        read(Map.of(), Map.of("PARLEY_REDIS", "redis://ann:" + SECRET + "@localhost"));
    assertThat(settings.address().flatMap(RedisAddress::password)).contains(SECRET);
  }

  @Test
  void takesThePasswordsFromVariablesOfTheirOwn() {
    Map<String, String> environment =
        Map.of("PARLEY_REDIS_PASSWORD", SECRET, "PARLEY_REDIS_SENTINEL_PASSWORD", "other");
    RedisSettings settings = read(address("rediss-sentinel://a,b#main"), environment);
    RedisAddress address = settings.address().orElseThrow();
    assertThat(address.password()).contains(SECRET);
    assertThat(address.tls()).isTrue();
    assertThat(settings.sentinelPassword()).contains("other");
  }

  @Test
  void aFileWithThePasswordComesFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), SECRET + "\n");
    Map<String, List<String>> options =
        Map.of(
            "redis", List.of("redis://localhost"),
            "redis-password-file", List.of(file.toString()));
    RedisSettings settings = read(options, Map.of("PARLEY_REDIS_PASSWORD", "other"));
    assertThat(settings.address().flatMap(RedisAddress::password)).contains(SECRET);
    Files.delete(file);
    assertThat(refusal(options, Map.of())).contains("a readable file with the password of Redis");
  }
}
