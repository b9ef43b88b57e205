package io.parley.handshake;

import java.util.Optional;

/** Whether the server can accept one more connection. */
public enum AdmissionStatus {
  FREE(Optional.empty()),
  /** The server is stopping. */
  DRAINING(Optional.of(ProblemCode.DRAINING)),
  FULL(Optional.of(ProblemCode.FULL)),
  /** The peer's address has reached its quota of connections. */
  TOO_MANY(Optional.of(ProblemCode.TOO_MANY));

  private final Optional<ProblemCode> problemCode;

  AdmissionStatus(Optional<ProblemCode> problemCode) {
    this.problemCode = problemCode;
  }

  Optional<ProblemCode> code() {
    return problemCode;
  }
}
