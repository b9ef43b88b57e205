package io.parley.identity;

import io.parley.handshake.ProblemCode;

/** A token that is not accepted. The message is one sentence, safe to show to its sender. */
final class InvalidTokenException extends Exception {
  private static final long serialVersionUID = 1;

  private final ProblemCode problemCode;

  InvalidTokenException(ProblemCode problemCode, String detail) {
    super(detail, null, false, false);
    this.problemCode = problemCode;
  }

  ProblemCode problemCode() {
    return problemCode;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
