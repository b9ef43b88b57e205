package io.parley.doctor;

import java.util.List;

/** Ends the examination at the step that failed. */
final class FailedStepException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Diagnosis diagnosis;
  private final transient List<String> seen;

  FailedStepException(Diagnosis diagnosis, List<String> seen) {
    super(diagnosis.cause());
    this.diagnosis = diagnosis;
    this.seen = List.copyOf(seen);
  }

  FailedStepException(Diagnosis diagnosis, String... seen) {
    this(diagnosis, List.of(seen));
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  List<String> seen() {
    return seen;
  }
}
