package io.parley.handshake;

/** What a rule made of an offer. */
public enum Outcome {
  /** As it must be. */
  PASSED,
  /** Something that was offered stands in the answer. */
  CHOSEN,
  /** Something that was offered does not stand in the answer; the connection opens all the same. */
  DECLINED,
  /** Not looked at, since something before it was chosen. */
  IGNORED,
  REFUSED
}
