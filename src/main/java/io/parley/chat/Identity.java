package io.parley.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A member's identity, proven by a secret. The id is a one-way hash of the secret and the user to
 * whom it was given: any server recognises the member, also after a restart, and stores nothing for
 * it. In the hands of another user, the secret proves another identity.
 */
public final class Identity {
  /** Bytes of a secret: too many to guess. */
  private static final int SECRET = 16;

  /**
   * Bytes of an id: enough to prevent a second secret with the same id. An id is in every message,
   * so it is short.
   */
  private static final int ID = 12;

  /** Base64 of 16 bytes; the last character carries only two bits. */
  private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE_64 = Base64.getUrlEncoder().withoutPadding();

  private final String secret;
  private final String id;

  private Identity(String secret) {
    this.secret = secret;
    this.id = hash(secret);
  }

  /** Creates a random identity. */
  public static Identity fresh() {
    byte[] bytes = new byte[SECRET];
    RANDOM.nextBytes(bytes);
    return new Identity(BASE_64.encodeToString(bytes));
  }

  /** Returns the identity that a secret proves; empty where {@code secret} has the wrong form. */
  public static Optional<Identity> provenBy(String secret) {
    return WRITTEN.matcher(secret).matches() ? Optional.of(new Identity(secret)) : Optional.empty();
  }

  /** Returns the secret. It authenticates the member: show it to nobody else and never log it. */
  public String secret() {
    return secret;
  }

  /** Returns the public id for an anonymous member: 16 of {@code A-Z a-z 0-9 _ -}. */
  public String id() {
    return id;
  }

  /** Returns the public id for a user who is authenticated; empty for an anonymous member. */
  public String id(Optional<Principal> user) {
    return user.map(known -> hash(secret + kind(known) + known.getName())).orElse(id);
  }

  /** A container's user is none of a token's with the same name. */
  private static String kind(Principal user) {
    return user instanceof TokenPrincipal ? " token " : " account ";
  }

  /** Returns the id, never the secret. */
  @Override
  public String toString() {
    return id;
  }

  private static String hash(String text) {
    return BASE_64.encodeToString(Arrays.copyOf(digest(text), ID));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
