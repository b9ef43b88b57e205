package io.parley.endpoint;

import io.parley.guard.PendingUpgrade;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Handles the container's callbacks for one session. The annotated endpoints delegate to it. */
final class EndpointAdapter {
  private static final Logger LOG = System.getLogger("io.parley.endpoint");

  /** Allocated in advance, for use when memory is exhausted. */
  private static final CloseReason FAULT =
      new CloseReason(
          CloseReason.CloseCodes.getCloseCode(CloseCode.FAULT.code()), "internal fault");

  private final String path;
  private volatile Optional<Session> session = Optional.empty();
  private volatile Optional<Connection> connection = Optional.empty();

  /**
   * @param path the endpoint's template
   */
  EndpointAdapter(String path) {
    this.path = path;
  }

  void open(Session session) {
    this.session = Optional.of(session);
    Optional<PendingUpgrade> upgrade = PendingUpgrade.of(session);
    if (upgrade.isPresent()
        && upgrade.get().reservation() instanceof ConnectionReservation reserved) {
      connection = Optional.of(reserved.connection());
      PendingUpgrade.forget(session);
      open(session, reserved.connection());
    } else {
      LOG.log(Level.ERROR, "a session on " + path + " that no guard decided");
      close(session, CloseCode.FAULT, "no decision");
    }
  }

  void text(String text) {
    try {
      connection.ifPresent(peer -> peer.text(text));
    } catch (Throwable e) {
      giveUp();
    }
  }

  void binary(byte[] bytes) {
    try {
      connection.ifPresent(peer -> peer.binary(bytes));
    } catch (Throwable e) {
      giveUp();
    }
  }

  void pong(PongMessage pong) {
    connection.ifPresent(peer -> peer.pong(pong.getApplicationData().remaining()));
  }

  /**
   * Closes the session after the handling of a fault has failed itself. Were the exception thrown
   * to the container, the container would choose the close code. Jetty would send 1003, which
   * blames the peer, and a peer does not reconnect after it.
   */
  private void giveUp() {
    try {
      session.orElseThrow().close(FAULT);
    } catch (Throwable e) {
      // Nothing else can be tried; the check for silent peers ends the session.
      return;
    }
  }

  void close(CloseReason reason) {
    connection.ifPresent(peer -> peer.lifecycle().closed(status(reason)));
  }

  /** Some containers return null where there is no phrase. */
  private static CloseStatus status(CloseReason reason) {
    String phrase = Optional.ofNullable(reason.getReasonPhrase()).orElse("");
    return new CloseStatus(reason.getCloseCode().getCode(), phrase);
  }

  /**
   * Logs an error that the container reports. It comes from the peer or the JVM: {@link Connection}
   * catches our own faults.
   */
  void error(Throwable cause) {
    connection.ifPresentOrElse(
        peer -> peer.error(cause),
        () -> LOG.log(Level.DEBUG, () -> "error " + path + " " + ExceptionText.of(cause)));
  }

  private void open(Session session, Connection reserved) {
    try {
      attach(session, reserved);
    } catch (Throwable e) {
      giveUp();
    }
  }

  private void attach(Session session, Connection reserved) {
    try {
      reserved.attach(session, path);
    } catch (Throwable e) {
      reserved.lifecycle().fault(e);
    }
  }

  private static void close(Session session, CloseCode code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "close failed " + ExceptionText.of(e));
    }
  }
}
