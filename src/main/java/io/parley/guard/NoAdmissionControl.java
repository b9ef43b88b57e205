package io.parley.guard;

import java.util.Optional;

/** Admits every connection, for endpoints without admission control. */
enum NoAdmissionControl implements ConnectionAdmission, ConnectionAdmission.Reservation {
  INSTANCE;

  @Override
  public Optional<Reservation> admit(
      AcceptedHandshake acceptedHandshake, CloseReporter closeReporter) {
    return Optional.of(this);
  }

  @Override
  public void abandon() {}
}
