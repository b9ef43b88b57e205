package io.parley.endpoint;

import io.parley.chat.RoomName;
import io.parley.guard.AcceptedHandshake;
import io.parley.guard.CloseReporter;
import io.parley.guard.ConnectionAdmission;
import io.parley.subprotocol.Subprotocol;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the connections of one endpoint. A route is registered with it; {@link Sessions#serve}
 * creates it.
 */
public final class ConnectionFactory implements ConnectionAdmission {
  /** The variable of a route's template that names the room. */
  static final String VARIABLE = "room";

  private static final RoomName LOBBY = new RoomName("lobby");

  private final Sessions sessions;
  private final Subprotocol fallback;
  private final Map<String, Subprotocol> named;

  ConnectionFactory(Sessions sessions, Subprotocol fallback, Map<String, Subprotocol> named) {
    this.sessions = sessions;
    this.fallback = fallback;
    this.named = Map.copyOf(named);
  }

  /** Queues outgoing messages from now on, until the session opens. */
  @Override
  public Optional<Reservation> admit(
      AcceptedHandshake acceptedHandshake, CloseReporter closeReporter) {
    RoomName room = room(acceptedHandshake);
    if (!take(acceptedHandshake)) {
      return Optional.empty();
    }
    Connection connection = new Connection(acceptedHandshake, closeReporter, room, sessions);
    connection.begin(acceptedHandshake.subprotocol().map(named::get).orElse(fallback));
    return Optional.of(new ConnectionReservation(connection));
  }

  private boolean take(AcceptedHandshake acceptedHandshake) {
    boolean window = acceptedHandshake.keepsClientContext();
    if (window && !sessions.windows().take()) {
      return false;
    }
    boolean taken = sessions.take(acceptedHandshake.address(), account(acceptedHandshake));
    if (window && !taken) {
      sessions.windows().give();
    }
    return taken;
  }

  private static Optional<String> account(AcceptedHandshake acceptedHandshake) {
    return acceptedHandshake.principal().map(QuotaKeys::account);
  }

  @Override
  public boolean isFull(Principal user) {
    return sessions.users().full(QuotaKeys.account(user));
  }

  private static RoomName room(AcceptedHandshake acceptedHandshake) {
    String name = acceptedHandshake.parameters().get(VARIABLE);
    return name == null ? LOBBY : RoomName.parse(name).orElseThrow();
  }
}
