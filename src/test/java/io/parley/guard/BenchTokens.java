package io.parley.guard;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.identity.KeyFile;
import io.parley.identity.TokenAuthenticator;
import io.parley.identity.TokenRules;
import io.parley.identity.TokenRules.ClaimNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens of different users, and the authenticator that accepts them. */
record BenchTokens(TokenAuthenticator authenticator, List<String> rsa, List<String> ec) {
  /** More than the authenticator remembers, so that each is verified anew where they take turns. */
  private static final int COUNT = 5_000;

  private static final String ISSUER = "https://issuer.example";

  static BenchTokens make() {
    try {
      RSAKey rsa = new RSAKeyGenerator(2_048).keyID("r").generate();
      ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
      return new BenchTokens(
          authenticator(new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK()))),
          tokens(JWSAlgorithm.RS256, "r", new RSASSASigner(rsa)),
          tokens(JWSAlgorithm.ES256, "e", new ECDSASigner(ec)));
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TokenAuthenticator authenticator(JWKSet keys) throws IOException {
    Path file = Files.writeString(Files.createTempFile("keys", ".json"), keys.toString());
    try {
      return new TokenAuthenticator(
          new TokenRules(
              Set.of("RS256", "ES256"),
              ISSUER,
              Set.of("parley"),
              Duration.ofSeconds(30),
              new ClaimNames("sub", "name", "roles", "rooms")),
          KeyFile.read(file),
          new TokenAuthenticator.Ways(Optional.empty(), Optional.empty()));
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> tokens(JWSAlgorithm algorithm, String key, JWSSigner signer)
      throws JOSEException {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      tokens.add(token(algorithm, key, signer, "user-" + i));
    }
    return tokens;
  }

  private static String token(JWSAlgorithm algorithm, String key, JWSSigner signer, String user)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(key).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("parley")
                .subject(user)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
                .build());
    token.sign(signer);
    return token.serialize();
  }
}
