package io.parley.handshake;

/** The outcome of a rule. */
public enum Outcome {
  /** The request meets the rule. */
  PASSED,
  /** The response accepts something that was offered. */
  CHOSEN,
  /** The response does not accept something that was offered. The connection opens nevertheless. */
  DECLINED,
  /** Not examined, since an earlier offer was chosen. */
  IGNORED,
  REFUSED
}
