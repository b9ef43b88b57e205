package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
  @ParameterizedTest
  @CsvSource({
    "PARLEY_PORTS, PARLEY_PORT",
    "PARLEY_PROT, PARLEY_PORT",
    "PARLEY_ALLOWED_ORIGINS, PARLEY_ALLOW_ORIGIN",
    "PARLEY_ORIGIN, PARLEY_ALLOW_ORIGIN",
    "PARLEY_MAX_MSG, PARLEY_MAX_MESSAGE",
    "PARLEY_MAX-MESSAGE, PARLEY_MAX_MESSAGE",
    "PARLEY_TOKEN, PARLEY_TOKEN_SKEW",
    "PARLEY_OPERATOR_TOKEN_, PARLEY_OPERATOR_TOKEN",
    "PARLEY_DATA_DIR, PARLEY_DATA",
    "PARLEY_TRUSTED_PROXIES, PARLEY_TRUSTED_PROXY",
  })
  void aVariableThatNamesNoOptionIsToldWithTheNearestName(String name, String nearest) {
    assertThat(UnknownNames.inEnvironment(Map.of(name, "a-secret-value")))
        .containsExactly(
            name + " in the environment names no option; the nearest is " + nearest + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PARLEY_", "PARLEY_LICENSE", "PARLEY_BUZZWORD"})
  void nothingIsSuggestedWhereNothingIsNear(String name) {
    assertThat(UnknownNames.inEnvironment(Map.of(name, "1")))
        .containsExactly(name + " in the environment names no option.");
  }

  @Test
  void optionsAndOtherPeoplesVariablesAreNotTold() {
    Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/bin", "MY_PARLEY_X", "1"));
    environment.put("PARLEY_OPERATOR_TOKEN", "a-token-of-environment");
    for (Option option : Option.values()) {
      environment.put(option.environmentName(), "");
    }

    assertThat(UnknownNames.inEnvironment(environment)).isEmpty();
  }

  @Test
  void aNameIsShownWithoutWhatCouldPlayTricksOnATerminal() {
    assertThat(UnknownNames.inEnvironment(Map.of("PARLEY_\u001b[2J", "1", "PARLEY_", "2")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContain("\u001b"));
  }

  @Test
  void theLinksOfKubernetesAreToldInOneLineOfNames() {
    Map<String, String> links =
        Map.of(
            "PARLEY_SERVICE_HOST", "10.0.0.1",
            "PARLEY_SERVICE_PORT", "8080",
            "PARLEY_SERVICE_PORT_HTTP", "8080",
            "PARLEY_PORT", "tcp://10.0.0.1:8080",
            "PARLEY_PORT_8080_TCP", "tcp://10.0.0.1:8080",
            "PARLEY_PORT_8080_TCP_PROTO", "tcp",
            "PARLEY_PORT_8080_TCP_PORT", "8080",
            "PARLEY_PORT_8080_TCP_ADDR", "10.0.0.1",
            "PARLEY_REDIS_PORT", "tcp://10.0.0.2:6379",
            "PARLEY_REDIS_SERVICE_HOST", "10.0.0.2");

    assertThat(UnknownNames.inEnvironment(links))
        .containsExactly(
            "Ignored in the environment: PARLEY_PORT, PARLEY_PORT_8080_TCP,"
                + " PARLEY_PORT_8080_TCP_ADDR, PARLEY_PORT_8080_TCP_PORT,"
                + " PARLEY_PORT_8080_TCP_PROTO, PARLEY_REDIS_PORT, PARLEY_REDIS_SERVICE_HOST,"
                + " PARLEY_SERVICE_HOST, PARLEY_SERVICE_PORT, PARLEY_SERVICE_PORT_HTTP;"
                + " they are Kubernetes' links to a service, not options"
                + " (enableServiceLinks: false in the pod leaves them out).");
  }

  @Test
  void aPortThatIsNoLinkIsNotTakenForOne() {
    assertThat(UnknownNames.inEnvironment(Map.of("PARLEY_PORT", "8080"))).isEmpty();
    assertThat(UnknownNames.inEnvironment(Map.of("PARLEY_REDIS_PORT", "6379")))
        .singleElement()
        .asString()
        .startsWith("PARLEY_REDIS_PORT in the environment names no option");
  }

  @Test
  void aContextParameterThatNamesNoOptionIsToldToo() {
    assertThat(UnknownNames.inContext(List.of("parley.pin", "parley.ping", "other.ping", "parley")))
        .containsExactly(
            "parley.pin in the context parameters names no option;"
                + " the nearest is parley.ping.");
  }
}
