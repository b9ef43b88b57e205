package io.parley.handshake;

import java.util.Optional;

/** Whether the server has room for one more connection. */
public enum AdmissionStatus {
  FREE,
  /** The server is stopping. */
  DRAINING(ProblemCode.DRAINING, 10),
  FULL(ProblemCode.FULL, 10),
  /** The peer's address has reached its quota of connections. */
  TOO_MANY(ProblemCode.TOO_MANY, 60);

  private final Optional<ProblemCode> problemCode;
  private final int retryAfter;

  AdmissionStatus() {
    this.problemCode = Optional.empty();
    this.retryAfter = 0;
  }

  AdmissionStatus(ProblemCode problemCode, int retryAfter) {
    this.problemCode = Optional.of(problemCode);
    this.retryAfter = retryAfter;
  }

  Optional<ProblemCode> code() {
    return problemCode;
  }

  /** Seconds. */
  int retryAfter() {
    return retryAfter;
  }
}
