package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.handshake.OriginPattern;
import io.parley.handshake.Policy;
import io.parley.tool.FakeContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardParametersTest {

  private static GuardParameters read(String... pairs) {
    Map<String, String> parameters = new HashMap<>(Map.of("some.other", "x"));
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put("parley.guard." + pairs[i], pairs[i + 1]);
    }
    return GuardParameters.of(FakeContext.with(parameters));
  }

  @Test
  void leavesAllButThePathsAtTheDefaults() {
    GuardParameters read = read("paths", "/ws");
    assertThat(read.paths()).containsExactly("/ws");
    assertThat(read.policy()).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void readsListsAndSwitches() {
    GuardParameters read =
        read(
            "paths",
            " /ws ,, /live/{id},",
            "shared-paths",
            "/",
            "subprotocols",
            "soap, wamp",
            "allow-origin",
            "https://*.example.com,null",
            "require-origin",
            "true",
            "deflate",
            "false");
    assertThat(read.paths()).containsExactly("/ws", "/live/{id}");
    assertThat(read.sharedPaths()).containsExactly("/");
    assertThat(read.policy().subprotocols().supported()).containsExactly("soap", "wamp");
    assertThat(read.policy().allowedOrigins().listed())
        .containsExactly(
            OriginPattern.parse("https://*.example.com").valid().orElseThrow(),
            OriginPattern.parse("null").valid().orElseThrow());
    assertThat(read.policy().allowedOrigins().absent()).isFalse();
    assertThat(read.policy().deflate().available()).isFalse();
  }

  @Test
  void sharesTheSharedPathsAlone() {
    List<Route> routes = read("paths", "/ws", "shared-paths", "/, /app").routes();
    assertThat(routes).extracting(Route::isShared).containsExactly(false, true, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paths|''|\"\"; expected a path, such as /ws.",
        "paths|ws|\"ws\"; expected a path, such as /ws or /live/{id}.",
        "paths|/live/{id|\"/live/{id\"; expected a path, such as /ws or /live/{id}.",
        "paths|/{a}/{a}|\"/{a}/{a}\"; expected a path, such as /ws or /live/{id}.",
        "paths|/ws, /ws|\"/ws\"; expected each path once.",
        "subprotocols|a b|\"a b\"; expected a token, such as soap.",
        "allow-origin|,|\",\"; expected at least one value, not commas alone.",
        "paths|, ,|\", ,\"; expected at least one value, not commas alone.",
        "allow-origin|*|\"*\"; expected an origin such as https://example.com"
            + " or https://*.example.com, or null.",
        "require-origin|yes|\"yes\"; expected true or false.",
        "deflate|1|\"1\"; expected true or false."
      })
  void saysInOneLineWhatIsWrong(String name, String value, String said) {
    String[] pairs = name.equals("paths") ? new String[] {} : new String[] {"paths", "/ws"};
    assertThatThrownBy(() -> read(with(pairs, name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Bad parley.guard." + name + " in the context parameters: " + said);
  }

  private static String[] with(String[] pairs, String name, String value) {
    String[] all = Arrays.copyOf(pairs, pairs.length + 2);
    all[pairs.length] = name;
    all[pairs.length + 1] = value;
    return all;
  }

  @Test
  void knowsNoOtherParameters() {
    assertThatThrownBy(() -> read("paths", "/ws", "subprotocol", "soap"))
        .hasMessageStartingWith(
            "Bad parley.guard.subprotocol in the context parameters: \"\"; expected one of"
                + " parley.guard.paths, parley.guard.shared-paths, ");
  }
}
