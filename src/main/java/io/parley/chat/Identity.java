package io.parley.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a member is, proven by a secret. The id follows from the secret by a one-way function: any
 * server knows the member again, after a restart too, and stores nothing for it.
 */
public final class Identity {
  /** Bytes of a secret: nobody guesses it. */
  private static final int SECRET = 16;

  /** Bytes of an id: nobody finds another secret for it, and it stands in every message. */
  private static final int ID = 12;

  /** Base64 of 16 bytes; the last character has two bits only. */
  private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE_64 = Base64.getUrlEncoder().withoutPadding();

  private final String secret;
  private final String id;

  private Identity(String secret) {
    this.secret = secret;
    this.id = BASE_64.encodeToString(Arrays.copyOf(digest(secret), ID));
  }

  /** One that nobody had before. */
  public static Identity fresh() {
    byte[] bytes = new byte[SECRET];
    RANDOM.nextBytes(bytes);
    return new Identity(BASE_64.encodeToString(bytes));
  }

  /** The one that a secret proves; empty where {@code secret} is no secret of ours. */
  public static Optional<Identity> provenBy(String secret) {
    return WRITTEN.matcher(secret).matches() ? Optional.of(new Identity(secret)) : Optional.empty();
  }

  /** Whoever shows it is the member: it is for nobody else's eyes, and for no log. */
  public String secret() {
    return secret;
  }

  /** What everybody may know; 16 characters of {@code A-Z a-z 0-9 _ -}. */
  public String id() {
    return id;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return id;
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
