package io.parley.guard;

import io.parley.http.Headers;
import io.parley.journal.HandshakeListener;
import io.parley.journal.RecordedResponse;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;

/**
 * An upgrade that the guard decided and the container performs. It goes from the request's thread
 * to the session that opens.
 */
public final class PendingUpgrade {
  private static final String PROPERTY = PendingUpgrade.class.getName();

  /**
   * The upgrade of the thread's request. The Configurator does not get the request: it shares only
   * the thread with the filter.
   */
  private static final ThreadLocal<PendingUpgrade> CURRENT = new ThreadLocal<>();

  private final String path;
  private final ConnectionAdmission.Reservation reservation;
  private final HandshakeListener listener;
  private volatile AcceptedHandshake acceptedHandshake;

  /**
   * @param path of the route, as it was registered
   */
  PendingUpgrade(
      String path,
      AcceptedHandshake acceptedHandshake,
      ConnectionAdmission.Reservation reservation,
      HandshakeListener listener) {
    this.path = path;
    this.acceptedHandshake = acceptedHandshake;
    this.reservation = reservation;
    this.listener = listener;
  }

  /** The upgrade that opened a session; empty where no guard protects its endpoint. */
  public static Optional<PendingUpgrade> of(Session session) {
    return Optional.ofNullable((PendingUpgrade) session.getUserProperties().get(PROPERTY));
  }

  /**
   * Removes the upgrade from its session, so that its memory can be freed before the session ends.
   */
  public static void forget(Session session) {
    session.getUserProperties().remove(PROPERTY);
  }

  /** The upgrade of this thread's request; empty where there is none. */
  static Optional<PendingUpgrade> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Makes this the upgrade of the thread's request, until {@link #clear}. */
  void begin() {
    CURRENT.set(this);
  }

  static void clear() {
    CURRENT.remove();
  }

  /** Passes the upgrade to the session that opens, by the endpoint's properties. */
  public void passOn(Map<String, Object> properties) {
    properties.put(PROPERTY, this);
  }

  public AcceptedHandshake acceptedHandshake() {
    return acceptedHandshake;
  }

  /** The path of the endpoint, as it was registered. */
  public String path() {
    return path;
  }

  /** The reservation by the route's {@link ConnectionAdmission}. */
  public ConnectionAdmission.Reservation reservation() {
    return reservation;
  }

  /** Takes compression back, since the engine has none, and tells the listener. */
  void withdrawDeflate() {
    acceptedHandshake = acceptedHandshake.withoutDeflate();
    listener.amended(
        acceptedHandshake.id(),
        acceptedHandshake.trace(),
        SwitchingProtocols.reply(acceptedHandshake.accept()));
  }

  /** Gives the reservation back and tells the listener, since the container sent a failure. */
  public void failed(int status) {
    reservation.abandon();
    listener.amended(
        acceptedHandshake.id(),
        acceptedHandshake.trace(),
        RecordedResponse.of(status, Headers.none()));
  }
}
