package io.parley.identity;

import io.parley.chat.TokenPrincipal;
import io.parley.handshake.ProblemCode;
import java.time.Instant;

/** What the verification of a token found. */
sealed interface Verification {
  /**
   * The token is valid.
   *
   * @param end of the token, with the tolerance
   */
  record Valid(TokenPrincipal principal, Instant end) implements Verification {}

  /**
   * The token is not valid.
   *
   * @param detail one sentence, safe to show
   */
  record Invalid(ProblemCode problemCode, String detail) implements Verification {}
}
