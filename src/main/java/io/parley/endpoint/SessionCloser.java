package io.parley.endpoint;

import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** Closes the session of one connection, whether its peer answers or not. */
final class SessionCloser {
  private static final Logger LOG = System.getLogger("io.parley.endpoint");

  /**
   * The longest time that a peer has to answer a close. Some containers wait for ever, and free a
   * stalled session only at its idle timeout.
   */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final String id;
  private final Sessions sessions;

  /** Shortens the idle timeout of a session that did not end at its close. */
  private volatile Optional<Future<?>> deadline = Optional.empty();

  /**
   * @param id of the connection, for the log
   */
  SessionCloser(String id, Sessions sessions) {
    this.id = id;
    this.sessions = sessions;
  }

  /** Closes the session. May block in some containers. */
  void close(Session session, CloseStatus status) {
    // The timeout is shortened after the close: a container may at once end a session that was idle
    // for longer, with its own code. It is scheduled before, because the close may block.
    deadline = Optional.of(sessions.later(() -> shortenIdleTimeout(session), time()));
    try {
      session.close(
          new CloseReason(
              CloseReason.CloseCodes.getCloseCode(status.code()), CloseCode.cut(status.reason())));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "close failed " + id + " " + ExceptionText.of(e));
    }
  }

  /** Cancels the deadline, because the session has ended. */
  void done() {
    deadline.ifPresent(late -> late.cancel(false));
  }

  private Duration time() {
    Duration stall = sessions.limits().stall();
    return stall.compareTo(LONGEST) < 0 ? stall : LONGEST;
  }

  private void shortenIdleTimeout(Session session) {
    try {
      session.setMaxIdleTimeout(time().toMillis());
    } catch (RuntimeException e) {
      // The session is closed already, as intended.
      LOG.log(Level.TRACE, () -> "already closed " + id);
    }
  }
}
