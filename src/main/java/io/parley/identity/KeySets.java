package io.parley.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.text.ParseException;
import java.util.Optional;

/** Reads JWK sets (RFC 7517 5) and takes the keys that are safe to use. */
final class KeySets {
  /** A token without a key's id is tried with each key. */
  private static final int MOST_KEYS = 100;

  /** Bits of an RSA key (RFC 7518 3.3). */
  private static final int LEAST_RSA = 2_048;

  /** Bits of a secret for HS256 (RFC 7518 3.2). */
  private static final int LEAST_SECRET = 256;

  private KeySets() {}

  /** Parses a set; empty where it is not one, or is nested too deeply. */
  static Optional<JWKSet> parse(String text) {
    return BoundedJson.parse(text).flatMap(KeySets::parsed).map(KeySets::usable);
  }

  private static Optional<JWKSet> parsed(java.util.Map<String, Object> object) {
    try {
      return Optional.of(JWKSet.parse(object));
    } catch (ParseException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  /** Leaves out keys that are too weak, and those beyond the limit. */
  static JWKSet usable(JWKSet set) {
    return new JWKSet(set.getKeys().stream().filter(KeySets::isStrong).limit(MOST_KEYS).toList());
  }

  private static boolean isStrong(JWK key) {
    if (key.getKeyType().equals(KeyType.RSA)) {
      return key.size() >= LEAST_RSA;
    }
    return key.getKeyType().equals(KeyType.EC)
        || (key.getKeyType().equals(KeyType.OCT) && key.size() >= LEAST_SECRET);
  }
}
