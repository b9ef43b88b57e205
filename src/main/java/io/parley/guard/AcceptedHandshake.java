package io.parley.guard;

import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.Redaction;
import jakarta.websocket.Session;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The decision to accept one opening handshake. The session that the upgrade opens has it.
 *
 * @param id names the handshake in logs and responses
 * @param address the peer's address, without a port
 * @param parameters the decoded values of the route's template variables
 * @param principal the user that the {@link Authenticator} found; empty for an anonymous one
 * @param expiry the end of the authentication, and for a client that has to identify itself on the
 *     connection the end of the time for it; empty where there is no end
 */
public record AcceptedHandshake(
    String id,
    String address,
    Map<String, String> parameters,
    Optional<Principal> principal,
    Optional<Instant> expiry,
    Accept accept,
    Trace trace) {
  public AcceptedHandshake {
    parameters = Map.copyOf(parameters);
  }

  /** The decision that opened a session; empty where no guard protects its endpoint. */
  public static Optional<AcceptedHandshake> of(Session session) {
    return PendingUpgrade.of(session).map(PendingUpgrade::acceptedHandshake);
  }

  /** Copies the decision for an engine without compression. */
  AcceptedHandshake withoutDeflate() {
    Trace amended = trace.withoutDeflate();
    return new AcceptedHandshake(
        id, address, parameters, principal, expiry, (Accept) amended.verdict(), amended);
  }

  /**
   * Whether the client may compress a message with the context of earlier ones, which costs memory.
   */
  public boolean keepsClientContext() {
    return accept.keepsClientContext();
  }

  /** Redacts a value of a template variable for a log, since a peer may put a token there. */
  public static String shown(String value) {
    return Redaction.name(value);
  }

  /**
   * The chosen subprotocol; empty for none. The session's own getter returns null in some
   * containers.
   */
  public Optional<String> subprotocol() {
    return accept.subprotocol();
  }
}
