package io.parley.doctor;

import java.util.List;
import java.util.Optional;

/**
 * The result of an examination.
 *
 * @param url without its query, which may hold a secret
 * @param steps all of {@link Step}, in order
 * @param diagnosis of the step that failed; empty if none did
 */
public record DoctorReport(String url, List<StepReport> steps, Optional<Diagnosis> diagnosis) {
  public DoctorReport {
    steps = List.copyOf(steps);
  }

  public boolean isThrough() {
    return diagnosis.isEmpty();
  }
}
