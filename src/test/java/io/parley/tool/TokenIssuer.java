package io.parley.tool;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
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
import java.util.Map;

/** An issuer of tokens with one key. */
public final class TokenIssuer {
  private static final String NAME = "https://issuer.example";

  private final RSAKey key;

  private TokenIssuer(RSAKey key) {
    this.key = key;
  }

  /** Makes a key with an id. */
  public static TokenIssuer withKey(String id) {
    try {
      return new TokenIssuer(new RSAKeyGenerator(2_048).keyID(id).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key as a JWK set. */
  public String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /**
   * The options of a server that trusts this issuer; its key goes into a file.
   *
   * @param more further options
   */
  public String[] options(Path folder, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("jwks.json"), keys());
    List<String> options = new ArrayList<>(rules());
    options.addAll(List.of("--port", "0", "--token-key-file", file.toString()));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  /** The options about the issuer, without its keys. */
  public static List<String> rules() {
    return List.of("--token-issuer", NAME, "--token-audience", "parley");
  }

  /** A token of a user that is valid for an hour. */
  public String token(String user) {
    return token(user, key.getKeyID(), Duration.ofHours(1), Map.of());
  }

  /** A token of a user with further claims. */
  public String token(String user, Duration life, Map<String, Object> claims) {
    return token(user, key.getKeyID(), life, claims);
  }

  /** A token that names another key than the one that signed it. */
  public String tokenWithKeyId(String id) {
    return token("ann", id, Duration.ofHours(1), Map.of());
  }

  private String token(String user, String keyId, Duration life, Map<String, Object> more) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(NAME)
            .audience("parley")
            .subject(user)
            .expirationTime(Date.from(Instant.now().plus(life)));
    more.forEach(claims::claim);
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
      SignedJWT token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
