package io.parley.handshake;

import java.util.Optional;

/** Whether the server has room for one more connection. */
public enum Slot {
  FREE,
  /** The server is stopping. */
  DRAINING(Code.DRAINING, 10),
  FULL(Code.FULL, 10),
  /** The peer's address has all that one address may have. */
  TOO_MANY(Code.TOO_MANY, 60);

  private final Optional<Code> code;
  private final int retryAfter;

  Slot() {
    this.code = Optional.empty();
    this.retryAfter = 0;
  }

  Slot(Code code, int retryAfter) {
    this.code = Optional.of(code);
    this.retryAfter = retryAfter;
  }

  Optional<Code> code() {
    return code;
  }

  /** Seconds. */
  int retryAfter() {
    return retryAfter;
  }
}
