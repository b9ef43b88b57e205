package io.parley.guard;

/** What the guard makes of a request. */
sealed interface Judgement {

  /** Not an attempt at a handshake: somebody else answers. */
  enum PassBy implements Judgement {
    PASS_BY
  }

  record Upgrade(Decision decision, Reception reception) implements Judgement {
    Upgrade to(Reception.Reserved place) {
      return new Upgrade(decision.with(place), reception);
    }
  }

  record Refusal(Answer answer) implements Judgement {}
}
