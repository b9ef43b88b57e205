package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;

/** Row 2: the server has room for one more connection. */
final class AdmissionRule extends Rule {
  AdmissionRule() {
    super("slot");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    AdmissionStatus admissionStatus = handshake.clientHandshake().admissionStatus();
    return List.of(
        admissionStatus
            .code()
            .map(problemCode -> refused(problemCode, "", detail(problemCode, admissionStatus)))
            .orElseGet(() -> passed(Clause.UNAVAILABLE, "", "A connection slot is free.")));
  }

  private static String detail(ProblemCode problemCode, AdmissionStatus admissionStatus) {
    return problemCode.title() + "; come back in " + admissionStatus.retryAfter() + " s.";
  }
}
