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
 * What was decided for one opening handshake. It travels with the upgrade to the session that it
 * opened.
 *
 * @param id names the handshake in logs and answers
 * @param address the peer's address, without a port
 * @param parameters the decoded values of the route's template variables
 * @param principal whom the container logged the peer in as; empty where it did not
 * @param reservation what the route's {@link ConnectionAdmission} made ready
 * @param handshakeListener hears what becomes of it
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

  /** The Configurator has only a thread in common with the filter: it is not told the request. */
  private static final ThreadLocal<AcceptedHandshake> CURRENT = new ThreadLocal<>();

  /** The decision that opened a session; empty where no guard stood before its endpoint. */
  public static Optional<AcceptedHandshake> of(Session session) {
    return Optional.ofNullable((AcceptedHandshake) session.getUserProperties().get(PROPERTY));
  }

  /** Lets go of the decision that opened a session, so that it does not last as long. */
  public static void forget(Session session) {
    session.getUserProperties().remove(PROPERTY);
  }

  /** The decision that the guard made for the request of this thread. */
  static Optional<AcceptedHandshake> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  static void set(AcceptedHandshake acceptedHandshake) {
    CURRENT.set(acceptedHandshake);
  }

  static void clear() {
    CURRENT.remove();
  }

  /** The same decision before an engine that turns out to have no compression. */
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

  /** The container failed at it, and another answer went out. */
  void failed(int status) {
    handshakeListener.amended(id, trace, RecordedResponse.of(status, Headers.none()));
  }

  /** For the endpoint, to say how the connection ended; it holds nothing of the decision. */
  public CloseReporter departure() {
    return new CloseReporter(id, handshakeListener);
  }

  /** Whether the client may compress a message with what it sent before, which costs memory. */
  public boolean keepsClientContext() {
    return accept.keepsClientContext();
  }

  /** A value of a template variable as a log may have it: no token, whatever a peer put there. */
  public static String shown(String value) {
    return Redaction.name(value);
  }

  /** What the session may be told was chosen; its own getter is null in some containers. */
  public Optional<String> subprotocol() {
    return accept.subprotocol();
  }
}
