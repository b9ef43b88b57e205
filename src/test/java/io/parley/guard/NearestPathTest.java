package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.PathMatch;
import io.parley.handshake.PathMatch.BadValue;
import io.parley.handshake.PathMatch.Unknown;
import io.parley.handshake.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPathTest {
  private static final String RULE = "A name has letters.";
  private static final List<Route> ROUTES =
      List.of(
          Route.of("/", Policy.DEFAULT).shared(),
          Route.of("/chat", Policy.DEFAULT),
          Route.of("/chat/{room}", Policy.DEFAULT)
              .where(values -> values.get("room").matches("\\p{L}+"), RULE),
          Route.of("/echo", Policy.DEFAULT));

  private static PathMatch of(String path) {
    return new NearestPath(ROUTES, "").of(path);
  }

  @ParameterizedTest
  @CsvSource({
    "/Chat, /chat",
    "/CHAT, /chat",
    "/chat/, /chat",
    "//chat, /chat",
    "/./chat, /chat",
    "/chat/../echo, /echo",
    "/echo;v=1, /echo",
    "/eco, /echo",
    "/caht, /chat",
    "/echo/x, /echo",
    "/Chat/lobby, /chat/lobby",
    "/chat/lobby/, /chat/lobby",
    "/chat//lobby, /chat/lobby",
    "//, /",
    "/Chat/%E5%A4%A7, /chat/%E5%A4%A7",
    "/chat/\u5927, /chat/%E5%A4%A7"
  })
  void namesTheEndpointThatIsNearly(String sent, String nearest) {
    assertThat(of(sent)).isEqualTo(new Unknown(Optional.of(nearest), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/a/b", "/Chat/1", "/chat/lobby/messages"})
  void namesTheTemplateAndItsRuleWhereTheValuesDoNotFit(String sent) {
    assertThat(of(sent)).isEqualTo(new Unknown(Optional.of("/chat/{room}"), RULE));
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/a%20b, a b",
    "/chat/%F0%9F%8E%89, \ud83c\udf89",
    "/chat/a%2Fb, a/b",
    "/chat/%FF, %FF",
    "/chat/.., ..",
    "/chat/a;b, a;b",
    "/chat/%3Cb%3E, <b>"
  })
  void tellsTheRuleThatAValueBreaks(String sent, String value) {
    assertThat(of(sent)).isEqualTo(new BadValue(value, RULE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/prefix/echo", "/index.html", "/c", "*", "/x/y/z"})
  void namesNothingWhereNothingIsNear(String sent) {
    assertThat(of(sent)).isEqualTo(PathMatch.UNKNOWN);
  }

  @Test
  void theContextPathStandsBeforeIt() {
    assertThat(new NearestPath(ROUTES, "/parley").of("/Chat"))
        .isEqualTo(new Unknown(Optional.of("/parley/chat"), ""));
  }

  @Test
  void aLongPathIsNotCompared() {
    assertThat(of("/chat" + "/".repeat(8_000))).isEqualTo(PathMatch.UNKNOWN);
    assertThat(of("/chat/" + "1".repeat(8_000))).isEqualTo(new BadValue("1".repeat(8_000), RULE));
    assertThat(of("/Chat/" + "b".repeat(200)))
        .isEqualTo(new Unknown(Optional.of("/chat/{room}"), RULE));
  }

  /** A suggestion is made of the server's own paths and of encoded values, and nothing throws. */
  @Test
  void whateverIsSentASuggestionIsSafeToShow() {
    Random random = new Random(3986);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder path = new StringBuilder(random.nextBoolean() ? "/Chat/" : "/");
      for (int length = random.nextInt(12); length > 0; length--) {
        path.append(random.nextInt(4) == 0 ? "/" : "%" + (char) random.nextInt(0x3000));
      }
      if (of(path.toString()) instanceof Unknown unknown) {
        assertThat(unknown.nearest().orElse("/")).matches("[A-Za-z0-9%._~/{}-]+");
      }
    }
  }
}
