package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.parley.chat.TokenPrincipal;
import io.parley.handshake.ProblemCode;
import io.parley.identity.TokenRules.ClaimNames;
import io.parley.identity.Verification.Invalid;
import io.parley.identity.Verification.Valid;
import io.parley.tool.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A token is verified once, as long as its result counts. */
class VerifiedTokensTest {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final TokenRules RULES =
      new TokenRules(
          Set.of("RS256"),
          "https://issuer.example",
          Set.of("parley"),
          Duration.ZERO,
          new ClaimNames("sub", "name", "roles", "rooms"));

  private final Keys keys = new Keys();
  private final Time time = new Time();
  private final JwtVerifier verifier = new JwtVerifier(RULES, keys, time);

  private static final class Keys implements KeySource {
    private JWKSet current = parsed(ISSUER);

    static JWKSet parsed(TokenIssuer issuer) {
      return KeySets.parse(issuer.keys()).orElseThrow();
    }

    @Override
    public Optional<JWKSet> current() {
      return Optional.of(current);
    }

    @Override
    public CompletionStage<JWKSet> newerThan(Optional<JWKSet> seen) {
      return CompletableFuture.completedFuture(current);
    }

    @Override
    public String description() {
      return "keys of a test";
    }
  }

  private static final class Time extends Clock {
    private Instant now = Instant.now();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private Verification verify(String token) {
    return verifier.verify(token).toCompletableFuture().join();
  }

  private ProblemCode problem(String token) {
    return ((Invalid) verify(token)).problemCode();
  }

  @Test
  void aTokenThatComesBackIsNotVerifiedAgain() {
    String token = ISSUER.token("ann");
    assertThat(verify(token)).isInstanceOf(Valid.class).isSameAs(verify(token));
    assertThat(verify(ISSUER.token("bob"))).isNotEqualTo(verify(token));
  }

  @Test
  void itsResultEndsWithTheToken() {
    String token = ISSUER.token("ann", Duration.ofMinutes(1), Map.of());
    assertThat(verify(token)).isInstanceOf(Valid.class);
    time.now = time.now.plusSeconds(61);
    assertThat(problem(token)).isEqualTo(ProblemCode.TOKEN_EXPIRED);
  }

  @Test
  void itsResultEndsWithTheKey() {
    String token = ISSUER.token("ann");
    assertThat(verify(token)).isInstanceOf(Valid.class);
    keys.current = Keys.parsed(TokenIssuer.withKey("2"));
    assertThat(problem(token)).isEqualTo(ProblemCode.TOKEN_SIGNATURE);
  }

  @Test
  void aTokenWithOneOtherCharacterIsAnotherToken() {
    String token = ISSUER.token("ann");
    assertThat(verify(token)).isInstanceOf(Valid.class);
    int last = token.length() - 10;
    char other = token.charAt(last) == 'A' ? 'B' : 'A';
    String changed = token.substring(0, last) + other + token.substring(last + 1);
    assertThat(problem(changed)).isEqualTo(ProblemCode.TOKEN_SIGNATURE);
  }

  @Test
  void areBoundedInNumberAndLength() {
    VerifiedTokens tokens = new VerifiedTokens();
    JWKSet set = keys.current;
    Instant end = time.now.plusSeconds(60);
    TokenPrincipal ann = new TokenPrincipal("ann", Optional.empty(), Set.of(), Optional.empty());
    Valid valid = new Valid(ann, end);
    for (int i = 0; i < VerifiedTokens.MOST; i++) {
      tokens.add("token " + i, set, valid);
    }
    assertThat(tokens.find("token 0", set, time.now)).contains(valid);
    tokens.add("one more", set, valid);
    assertThat(tokens.size()).isEqualTo(VerifiedTokens.MOST);
    assertThat(tokens.find("token 0", set, time.now)).as("used before").contains(valid);
    assertThat(tokens.find("token 1", set, time.now)).isEmpty();
    String longest = "x".repeat(VerifiedTokens.LONGEST);
    tokens.add(longest, set, valid);
    tokens.add(longest + "x", set, valid);
    assertThat(tokens.find(longest, set, time.now)).contains(valid);
    assertThat(tokens.find(longest + "x", set, time.now)).isEmpty();
  }
}
