package io.parley.endpoint;

import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Peer.Authentication;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** The open connections, as the operator sees them. Takes no lock to read them. Thread-safe. */
public final class ConnectionDirectory {
  private final ConcurrentMap<String, Connection> open;

  /**
   * @param open the connections by their ids
   */
  ConnectionDirectory(ConcurrentMap<String, Connection> open) {
    this.open = open;
  }

  /** Returns how many connections are open or about to open. */
  public int count() {
    return open.size();
  }

  /** Returns what is known of a connection now; empty where none has this id. */
  public Optional<ConnectionReport> find(String id) {
    return Optional.ofNullable(open.get(id)).map(Connection::report);
  }

  /**
   * Closes all connections of a user or a member, in the way of {@link #close}.
   *
   * @param id of a user, or of a connection
   * @param sessions the ids of further connections
   * @return what was known of them, by their ids
   */
  public Map<String, ConnectionReport> closeAll(String id, Set<String> sessions, String reason) {
    Map<String, ConnectionReport> closed = new HashMap<>();
    open.forEach(
        (session, connection) -> {
          boolean isUser = connection.principal().map(Principal::getName).equals(Optional.of(id));
          if (isUser || session.equals(id) || sessions.contains(session)) {
            close(session, reason).ifPresent(report -> closed.put(session, report));
          }
        });
    return closed;
  }

  /** What became of the renewal of an authentication. */
  public enum Renewal {
    RENEWED,
    /** No open connection has this id, or its authentication has ended. */
    UNKNOWN,
    /** The connection is another user's. */
    OTHER_USER
  }

  /**
   * Renews the authentication of a connection. Only one of the same user is accepted; an anonymous
   * client is none's.
   *
   * @param expiry the new end; empty where it never ends
   */
  public Renewal renew(String id, Principal principal, Optional<Instant> expiry) {
    Optional<Connection> found = Optional.ofNullable(open.get(id));
    if (found.isEmpty()) {
      return Renewal.UNKNOWN;
    }
    boolean isKnown = found.get().principal().isPresent();
    return isKnown && found.get().authenticate(principal, expiry) == Authentication.ACCEPTED
        ? Renewal.RENEWED
        : Renewal.OTHER_USER;
  }

  /**
   * Closes a connection with 1008, the code for when "there is no other more suitable status code"
   * (RFC 6455 7.4.1), after which no client should come back by itself. It does not wait for a peer
   * that reads slowly: what waits to be sent is dropped.
   *
   * @param reason is cut at {@value CloseCode#MAX_REASON} bytes of UTF-8
   * @return what was known of the connection; empty where none has this id
   */
  public Optional<ConnectionReport> close(String id, String reason) {
    Optional<Connection> found = Optional.ofNullable(open.get(id));
    Optional<ConnectionReport> report = found.map(Connection::report);
    found.ifPresent(connection -> connection.lifecycle().disconnect(CloseCode.POLICY, reason));
    return report;
  }
}
