package io.parley.endpoint;

import io.parley.chat.RoomName;
import io.parley.guard.Decision;
import io.parley.guard.Reception;
import io.parley.subprotocol.Subprotocol;
import java.util.Map;
import java.util.Optional;

/** What a route is registered with, for its endpoint: {@link Sessions#serve} makes it. */
public final class Service implements Reception {
  /** The variable of a route's template that names the room. */
  static final String VARIABLE = "room";

  private static final String LOBBY = "lobby";

  private final Sessions sessions;
  private final Subprotocol fallback;
  private final Map<String, Subprotocol> named;

  Service(Sessions sessions, Subprotocol fallback, Map<String, Subprotocol> named) {
    this.sessions = sessions;
    this.fallback = fallback;
    this.named = Map.copyOf(named);
  }

  /** From then on what is sent to the peer waits for it. */
  @Override
  public Optional<Reserved> admit(Decision decision) {
    RoomName room = room(decision);
    if (!take(decision)) {
      return Optional.empty();
    }
    Connection connection = new Connection(decision, room, sessions);
    connection.begin(decision.subprotocol().map(named::get).orElse(fallback));
    return Optional.of(connection);
  }

  private boolean take(Decision decision) {
    boolean window = decision.keepsClientContext();
    if (window && !sessions.windows().take()) {
      return false;
    }
    boolean taken = sessions.take(decision.address());
    if (window && !taken) {
      sessions.windows().give();
    }
    return taken;
  }

  private static RoomName room(Decision decision) {
    String name = decision.parameters().getOrDefault(VARIABLE, LOBBY);
    return RoomName.parse(name).orElseThrow();
  }
}
