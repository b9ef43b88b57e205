package io.parley.guard;

/** What the guard makes of a request. */
sealed interface GuardResult {

  /** Not an attempt at a handshake: somebody else answers. */
  enum PassBy implements GuardResult {
    PASS_BY
  }

  record Upgrade(AcceptedHandshake acceptedHandshake, ConnectionAdmission connectionAdmission)
      implements GuardResult {
    Upgrade to(ConnectionAdmission.Reservation place) {
      return new Upgrade(acceptedHandshake.with(place), connectionAdmission);
    }
  }

  record Refusal(RefusalResponse refusalResponse) implements GuardResult {}
}
