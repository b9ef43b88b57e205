package io.parley.handshake;

/** The outcome of a rule. */
public enum Outcome {
  /** The request meets the rule. */
  PASSED,
  /** The response accepts something that was offered. */
  CHOSEN,
  /** The response does not accept something that was offered. The connection opens nevertheless. */
  DECLINED,
  /** Not examined: an earlier offer was chosen, or the handshake is refused already. */
  IGNORED,
  REFUSED
}
