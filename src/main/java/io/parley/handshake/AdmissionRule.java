package io.parley.handshake;

import io.parley.spec.Clause;

/** Row 2: the server accepts one more connection. */
final class AdmissionRule extends Rule {
  AdmissionRule() {
    super("slot");
  }

  Finding judge(AdmissionStatus admissionStatus) {
    return admissionStatus
        .code()
        .map(problemCode -> refused(problemCode, "", detail(problemCode)))
        .orElseGet(() -> passed(Clause.UNAVAILABLE, "", "A connection slot is free."));
  }

  private static String detail(ProblemCode problemCode) {
    return problemCode.title() + "; come back in " + problemCode.retryAfter() + " s.";
  }
}
