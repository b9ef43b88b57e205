package io.parley.endpoint;

import io.parley.guard.ConnectionAdmission;

/** The reservation of a connection for a handshake that was accepted. */
record ConnectionReservation(Connection connection) implements ConnectionAdmission.Reservation {
  @Override
  public void abandon() {
    connection.lifecycle().abandon();
  }
}
