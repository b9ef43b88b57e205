package io.parley.guard;

/** The guard's decision about a request. */
public sealed interface GuardResult {

  /** The request is no attempt at a handshake; the web application answers it. */
  enum PassBy implements GuardResult {
    PASS_BY
  }

  record Upgrade(PendingUpgrade pendingUpgrade) implements GuardResult {}

  record Refusal(RefusalResponse refusalResponse) implements GuardResult {}
}
