package io.parley.guard;

import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided for one opening handshake. It travels with the upgrade to the session that it
 * opened.
 *
 * @param id names the handshake in logs and answers
 * @param address the peer's address, without a port
 * @param parameters the decoded values of the route's template variables
 * @param service what the route was registered with, for its endpoint
 */
public record Decision(String id, String address, Map<String, String> parameters, Object service) {
  static final String PROPERTY = Decision.class.getName();

  /** The decision that opened a session; empty where no guard stood before its endpoint. */
  public static Optional<Decision> of(Session session) {
    return Optional.ofNullable((Decision) session.getUserProperties().get(PROPERTY));
  }
}
