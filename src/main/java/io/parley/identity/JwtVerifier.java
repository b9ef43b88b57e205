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

  JwtVerifier(TokenRules rules, KeySource keys, Clock clock) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
  }

  /** Verifies a token. The stage fails where the keys are not known and cannot be fetched. */
  CompletionStage<Verification> verify(String token) {
    try {
      SignedToken signed = SignedToken.parse(token, rules.algorithms());
      Optional<List<Key>> known =
          keys.current().map(set -> select(set, signed)).filter(found -> !found.isEmpty());
      return known.isPresent()
          ? CompletableFuture.completedFuture(judge(signed, known.get()))
          : keys.refreshed().thenApply(set -> judge(signed, select(set, signed)));
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

  private Verification judge(SignedToken token, List<Key> candidates) {
    try {
      checkSignature(token, candidates);
      Claims claims = new Claims(rules, token.claims());
      Instant end = claims.check(clock.instant());
      return new Verification.Valid(claims.principal(), end);
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
