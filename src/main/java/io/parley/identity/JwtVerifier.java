package io.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.parley.handshake.ProblemCode;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Verifies tokens (RFC 7519, RFC 8725). It waits for nothing where the token's key is known. Only
 * the settings decide about algorithms and keys. Thread-safe.
 */
final class JwtVerifier {
  private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

  private final TokenRules rules;
  private final KeySource keys;
  private final Clock clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  JwtVerifier(TokenRules rules, KeySource keys, Clock clock) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
  }

  /** Verifies a token. The stage fails where the keys are not known and cannot be fetched. */
  CompletionStage<Verification> verify(String token) {
    Optional<JWKSet> current = keys.current();
    Optional<Verification> known =
        current.flatMap(set -> verified.find(token, set, clock.instant()));
    return known.isPresent()
        ? CompletableFuture.completedFuture(known.get())
        : verify(token, current);
  }

  /** Verifies a token at once; empty where it is not valid, or its key has to be fetched first. */
  Optional<Verification.Valid> known(String token) {
    CompletableFuture<Verification> result = verify(token).toCompletableFuture();
    boolean decided = result.isDone() && !result.isCompletedExceptionally();
    return decided && result.join() instanceof Verification.Valid valid
        ? Optional.of(valid)
        : Optional.empty();
  }

  private CompletionStage<Verification> verify(String token, Optional<JWKSet> current) {
    try {
      SignedToken signed = SignedToken.parse(token, rules.algorithms());
      return current.filter(set -> !select(set, signed).isEmpty()).isPresent()
          ? CompletableFuture.completedFuture(judge(token, signed, current.get()))
          : keys.newerThan(current).thenApply(set -> judge(token, signed, set));
    } catch (InvalidTokenException invalid) {
      return CompletableFuture.completedFuture(invalid(invalid));
    }
  }

  private List<Key> select(JWKSet set, SignedToken token) {
    try {
      return new JWSVerificationKeySelector<SecurityContext>(
              rules.accepted(), new ImmutableJWKSet<>(set))
          .selectJWSKeys(token.header(), null);
    } catch (KeySourceException impossible) {
      throw new IllegalStateException("the keys are in memory", impossible);
    }
  }

  private Verification judge(String text, SignedToken token, JWKSet set) {
    try {
      checkSignature(token, select(set, token));
      Claims claims = new Claims(rules, token.claims());
      Instant end = claims.check(clock.instant());
      Verification.Valid valid = new Verification.Valid(claims.principal(), end);
      verified.add(text, set, valid);
      return valid;
    } catch (InvalidTokenException invalid) {
      return invalid(invalid);
    }
  }

  private static Verification invalid(InvalidTokenException invalid) {
    return new Verification.Invalid(invalid.problemCode(), invalid.detail());
  }

  private static void checkSignature(SignedToken token, List<Key> candidates)
      throws InvalidTokenException {
    if (candidates.isEmpty()) {
      throw new InvalidTokenException(
          ProblemCode.TOKEN_SIGNATURE,
          "The issuer has no key for the header's "
              + (token.keyId().isPresent() ? "kid and alg." : "alg."));
    }
    if (candidates.stream().noneMatch(key -> verifies(token, key))) {
      throw new InvalidTokenException(
          ProblemCode.TOKEN_SIGNATURE, "The signature is not the issuer's.");
    }
  }

  private static boolean verifies(SignedToken token, Key key) {
    try {
      JWSHeader header = token.header();
      return VERIFIERS
          .createJWSVerifier(header, key)
          .verify(header, token.signed(), token.signatureValue());
    } catch (JOSEException | RuntimeException unsuitable) {
      return false;
    }
  }
}
