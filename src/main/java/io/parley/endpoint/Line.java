package io.parley.endpoint;

import io.parley.chat.RoomName;
import io.parley.guard.Decision;
import io.parley.subprotocol.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** What the annotated endpoints delegate to: takes a container's callbacks for one session. */
final class Line {
  private static final Logger LOG = System.getLogger("io.parley.endpoint");
  private static final String VARIABLE = "room";
  private static final String LOBBY = "lobby";

  private final String path;
  private volatile Optional<Connection> connection = Optional.empty();

  /**
   * @param path is the endpoint's template
   */
  Line(String path) {
    this.path = path;
  }

  void open(Session session) {
    Optional<Decision> decision = Decision.of(session);
    if (decision.isEmpty() || !(decision.get().service() instanceof Service service)) {
      LOG.log(Level.ERROR, "a session on " + path + " that no guard decided");
      close(session, CloseCode.FAULT, "no decision");
      return;
    }
    String name = decision.get().parameters().getOrDefault(VARIABLE, LOBBY);
    Optional<RoomName> room = RoomName.parse(name);
    if (room.isEmpty()) {
      close(session, CloseCode.POLICY, "no such room");
      return;
    }
    open(session, decision.get(), room.get(), service);
  }

  void text(String text) {
    connection.ifPresent(peer -> peer.text(text));
  }

  void binary(byte[] bytes) {
    connection.ifPresent(peer -> peer.binary(bytes));
  }

  void pong() {
    connection.ifPresent(Connection::hear);
  }

  void close(CloseReason reason) {
    connection.ifPresent(peer -> peer.closed(reason.getCloseCode().getCode()));
  }

  /**
   * Notes what the container says. Our own faults never get here, {@link Connection} catches them:
   * what does is a peer's, or the JVM's.
   */
  void error(Throwable cause) {
    String id = connection.map(Connection::id).orElse(path);
    if (cause instanceof Error) {
      LOG.log(Level.ERROR, "fault " + id, cause);
    } else {
      Level level = cause instanceof IOException ? Level.DEBUG : Level.INFO;
      LOG.log(level, () -> "error " + id + " " + Printable.of(cause));
    }
  }

  private void open(Session session, Decision decision, RoomName room, Service service) {
    Tally tally = new Tally(decision::ended);
    Connection opened = new Connection(session, decision.id(), room, service.sessions(), tally);
    connection = Optional.of(opened);
    String where = path.replace("{" + VARIABLE + "}", room.value());
    LOG.log(Level.INFO, () -> "open " + decision.id() + " " + where + " " + decision.address());
    try {
      opened.open(service.subprotocol());
    } catch (Throwable e) {
      opened.fault(e);
    }
  }

  private static void close(Session session, CloseCode code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "close failed " + Printable.of(e));
    }
  }
}
