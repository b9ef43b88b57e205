package io.parley.guard;

import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.Headers;
import io.parley.http.Redaction;
import io.parley.journal.HandshakeListener;
import io.parley.journal.RecordedResponse;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;

/**
 * The decision to accept one opening handshake. It is passed on to the session that the upgrade
 * opens.
 *
 * @param id names the handshake in logs and responses
 * @param address the peer's address, without a port
 * @param parameters the decoded values of the route's template variables
 * @param principal the user that the container authenticated; empty where there is none
 * @param reservation the reservation by the route's {@link ConnectionAdmission}
 * @param handshakeListener is told of a later failure, and of the connection's end
 */
public record AcceptedHandshake(
    String id,
    String address,
    Map<String, String> parameters,
    Optional<String> principal,
    ConnectionAdmission.Reservation reservation,
    Accept accept,
    Trace trace,
    HandshakeListener handshakeListener) {
  static final String PROPERTY = AcceptedHandshake.class.getName();

  /**
   * The decision for the thread's request. The Configurator does not get the request: it shares
   * only the thread with the filter.
   */
  private static final ThreadLocal<AcceptedHandshake> CURRENT = new ThreadLocal<>();

  /** The decision that opened a session; empty where no guard protects its endpoint. */
  public static Optional<AcceptedHandshake> of(Session session) {
    return Optional.ofNullable((AcceptedHandshake) session.getUserProperties().get(PROPERTY));
  }

  /**
   * Removes the decision from its session, so that its memory can be freed before the session ends.
   */
  public static void forget(Session session) {
    session.getUserProperties().remove(PROPERTY);
  }

  /** The guard's decision for the request of this thread; empty where there is none. */
  static Optional<AcceptedHandshake> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  static void set(AcceptedHandshake acceptedHandshake) {
    CURRENT.set(acceptedHandshake);
  }

  static void clear() {
    CURRENT.remove();
  }

  /** Copies the decision for an engine without compression, and tells the listener. */
  AcceptedHandshake withoutDeflate() {
    Trace amended = trace.withoutDeflate();
    Accept plain = (Accept) amended.verdict();
    handshakeListener.amended(id, amended, SwitchingProtocols.reply(plain));
    return new AcceptedHandshake(
        id, address, parameters, principal, reservation, plain, amended, handshakeListener);
  }

  AcceptedHandshake with(ConnectionAdmission.Reservation place) {
    return new AcceptedHandshake(
        id, address, parameters, principal, place, accept, trace, handshakeListener);
  }

  /** Tells the listener that the container failed, and sent another response. */
  void failed(int status) {
    handshakeListener.amended(id, trace, RecordedResponse.of(status, Headers.none()));
  }

  /**
   * Makes the reporter of the connection's close for the endpoint. It does not hold the decision.
   */
  public CloseReporter departure() {
    return new CloseReporter(id, handshakeListener);
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
