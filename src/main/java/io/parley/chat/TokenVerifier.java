package io.parley.chat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Verifies a bearer token that a client sends on an open connection or beside it. Thread-safe. */
@FunctionalInterface
public interface TokenVerifier {
  /**
   * Verifies a token. It does not block. The stage fails where no verification is possible now, for
   * example because the keys cannot be fetched.
   */
  CompletionStage<Result> verify(String token);

  /** What the verifier found. */
  sealed interface Result {}

  /**
   * The token is valid.
   *
   * @param expiry when it ends, with the tolerance for the difference of clocks; empty where it
   *     never ends
   */
  record Verified(TokenPrincipal principal, Optional<Instant> expiry) implements Result {}

  /**
   * The token is not valid.
   *
   * @param code of the problem, such as {@code token-expired}
   * @param detail one sentence, safe to show to the client
   */
  record Rejected(String code, String detail) implements Result {}
}
