package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ProblemCode;
import io.parley.tool.IssuedTokens;
import io.parley.tool.IssuedTokens.Token;
import io.parley.tool.Json;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tokens of other libraries, each over every way in.
 *
 * <p>Their claims: RFC 7519 4, RFC 7519 4.1.3, RFC 7519 4.1.4, RFC 7519 4.1.5, RFC 7519 7.2.
 *
 * <p>Their keys, and the answers: RFC 6750 3.1, RFC 8725 3.1, RFC 8725 3.3, RFC 8725 3.8.
 */
class HostileTokensIT {
  @TempDir private static Path folder;

  private static IssuedTokens issued;
  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    issued = IssuedTokens.make(folder);
    List<String> options = new ArrayList<>(IssuedTokens.RULES);
    options.addAll(
        List.of(
            "--port",
            "0",
            "--max-header",
            "65536",
            "--token-cookie",
            "session",
            "--token-key-file",
            issued.folder().resolve("jwks.json").toString()));
    parley = RunningParley.start(options.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (parley != null) {
      parley.close();
    }
  }

  @Test
  void areManyOfBothLibraries() {
    List<Token> hostile = issued.tokens().stream().filter(token -> !token.isGood()).toList();
    assertThat(hostile).hasSizeGreaterThan(120);
    assertThat(hostile).filteredOn(token -> token.name().startsWith("python3-jwt")).isNotEmpty();
    Set<String> codes = hostile.stream().map(Token::code).collect(Collectors.toSet());
    assertThat(new TreeSet<>(codes))
        .isEqualTo(
            EnumSet.allOf(ProblemCode.class).stream()
                .map(ProblemCode::toString)
                .filter(code -> code.startsWith("token-"))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void getTheSameCodeInEachWay(WayIn way) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Token token : issued.tokens()) {
      if (way == WayIn.COOKIE && token.text().isEmpty()) {
        continue;
      }
      Answer answer = way.ask(parley.port(0), token.text());
      String code = answer.status() == 101 ? "ok" : code(answer, token);
      if (!code.equals(token.code())) {
        wrong.add(token.name() + ": " + code + " instead of " + token.code());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String code(Answer answer, Token token) {
    Map<String, Object> problem = Json.object(answer.content());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate"))
        .singleElement()
        .asString()
        .matches("Bearer realm=\"parley\", error=\"invalid_token\", error_description=\"[^\"]+\"");
    assertThat(problem.get("clause").toString()).matches("RFC (7519|8725) [0-9.]+");
    assertThat(problem.get("advice").toString()).isNotEmpty();
    String told = answer.fields() + answer.content();
    assertThat(told).doesNotContain("issuer.example", "parley-two", "RS256,");
    for (String part : token.text().split("\\.", -1)) {
      assertThat(part.length() > 16 && told.contains(part)).as(token.name()).isFalse();
    }
    return problem.get("code").toString();
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void aGoodOneOpensAndItsCarrierIsNeverChosen(WayIn way) throws IOException {
    Answer answer = way.ask(parley.port(0), issued.good());
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.values("Sec-WebSocket-Protocol")).containsExactly("parley.text");
  }
}
