package io.parley.guard;

import java.util.Optional;

/** For endpoints that need nothing from the guard. */
enum NoAdmissionControl implements ConnectionAdmission, ConnectionAdmission.Reservation {
  INSTANCE;

  @Override
  public Optional<Reservation> admit(AcceptedHandshake acceptedHandshake) {
    return Optional.of(this);
  }

  @Override
  public void abandon() {}
}
