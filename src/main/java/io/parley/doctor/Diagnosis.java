package io.parley.doctor;

import java.util.List;

/**
 * Why a step failed.
 *
 * @param cause one sentence, safe to show
 * @param change what that party has to change; lines that begin with two spaces are configuration
 */
public record Diagnosis(Party party, String cause, List<String> change) {
  public Diagnosis {
    change = List.copyOf(change);
  }

  static Diagnosis of(Party party, String cause, String... change) {
    return new Diagnosis(party, cause, List.of(change));
  }
}
