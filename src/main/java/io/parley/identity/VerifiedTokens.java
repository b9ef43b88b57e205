package io.parley.identity;

import com.nimbusds.jose.jwk.JWKSet;
import io.parley.identity.Verification.Valid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest verified tokens, so that a client that comes back costs no check of its signature. It
 * holds hashes, not tokens. A result counts until its token ends, and only while the keys are those
 * that verified it. Thread-safe.
 */
final class VerifiedTokens {
  /** Tokens at most; the one that was not used for the longest time leaves first. */
  static final int MOST = 4_096;

  /** Characters of a token at most: a result holds as much as its token's claims. */
  static final int LONGEST = 2_048;

  private record Verified(Valid valid, JWKSet keys) {}

  /** By hash. Guarded by this. */
  private final Map<String, Verified> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Finds the result for a token.
   *
   * @param keys that are known now
   */
  Optional<Valid> find(String token, JWKSet keys, Instant now) {
    return token.length() > LONGEST
        ? Optional.empty()
        : get(hash(token))
            .filter(entry -> entry.keys().equals(keys) && now.isBefore(entry.valid().end()))
            .map(Verified::valid);
  }

  private synchronized Optional<Verified> get(String hash) {
    return Optional.ofNullable(entries.get(hash));
  }

  /**
   * Keeps a result.
   *
   * @param keys that verified the token
   */
  void add(String token, JWKSet keys, Valid valid) {
    if (token.length() <= LONGEST) {
      put(hash(token), new Verified(valid, keys));
    }
  }

  private synchronized void put(String hash, Verified entry) {
    entries.put(hash, entry);
  }

  synchronized int size() {
    return entries.size();
  }

  private static String hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("each JVM has SHA-256", impossible);
    }
  }
}
