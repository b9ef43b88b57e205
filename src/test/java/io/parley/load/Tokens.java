package io.parley.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * Tokens signed by RS256, in files.
 *
 * @param keys verifies them
 * @param one a single token, which a server remembers
 * @param many of as many users; more than a server remembers, so that each is verified anew where
 *     they take turns
 */
record Tokens(Path folder, Path keys, Path one, Path many) implements AutoCloseable {
  private static final int COUNT = 5_000;
  private static final int KEY_BITS = 2_048;
  private static final String ISSUER = "https://issuer.example";
  private static final String AUDIENCE = "parley";

  static Tokens make() throws IOException {
    Path folder = Files.createTempDirectory("parley-performance-");
    try {
      RSAKey key = new RSAKeyGenerator(KEY_BITS).keyID("key").generate();
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        tokens.add(token(new RSASSASigner(key), "user-" + i));
      }
      return new Tokens(
          folder,
          Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString()),
          Files.write(folder.resolve("one"), tokens.subList(0, 1)),
          Files.write(folder.resolve("many"), tokens));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(JWSSigner signer, String user) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
                .build());
    token.sign(signer);
    return token.serialize();
  }

  /** The options of a server that accepts them. */
  String[] options() {
    return new String[] {
      "--token-key-file", keys.toString(), "--token-issuer", ISSUER, "--token-audience", AUDIENCE
    };
  }

  @Override
  public void close() throws IOException {
    for (Path each : List.of(keys, one, many, folder)) {
      Files.delete(each);
    }
  }
}
