package io.parley.endpoint;

import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import jakarta.websocket.Session;
import java.util.Optional;

/**
 * An immutable phase of a connection between its accepted handshake and its end. Each event returns
 * the next phase, or the same phase where the event comes too late.
 */
sealed interface ConnectionPhase {
  /** The conversation that has not been told of the end yet. */
  Optional<Conversation> conversation();

  Optional<Session> session();

  /**
   * The handshake is accepted; the session has not opened yet.
   *
   * @param conversation empty until it has begun
   */
  record Reserved(Optional<Conversation> conversation) implements ConnectionPhase {
    @Override
    public Optional<Session> session() {
      return Optional.empty();
    }
  }

  /** The session is open; messages go both ways. */
  record Open(Session opened, Conversation current) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.of(current);
    }

    @Override
    public Optional<Session> session() {
      return Optional.of(opened);
    }
  }

  /** Queued messages are still sent, then the close frame. */
  record Closing(Optional<Session> session, CloseStatus status) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.empty();
    }
  }

  /** All its resources are released; its session may still have to be closed. */
  record Gone(Optional<Session> session, CloseStatus status) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.empty();
    }
  }

  /** Its conversation has begun. */
  default ConnectionPhase begun(Conversation conversation) {
    return this instanceof Reserved ? new Reserved(Optional.of(conversation)) : this;
  }

  /** Its session has opened. */
  default ConnectionPhase opened(Session session) {
    if (this instanceof Reserved reserved) {
      return new Open(session, reserved.conversation().orElseThrow());
    }
    if (this instanceof Closing closing) {
      return new Closing(Optional.of(session), closing.status());
    }
    return this instanceof Gone gone ? new Gone(Optional.of(session), gone.status()) : this;
  }

  /** It is to close after all queued messages are sent. */
  default ConnectionPhase ended(CloseStatus status) {
    return this instanceof Reserved || this instanceof Open ? new Closing(session(), status) : this;
  }

  /** The peer is gone or was given up. An earlier close status is kept. */
  default ConnectionPhase gone(CloseStatus status) {
    if (this instanceof Gone) {
      return this;
    }
    return new Gone(session(), this instanceof Closing closing ? closing.status() : status);
  }

  /** The same as {@link #gone}, unless its session has opened. */
  default ConnectionPhase abandoned(CloseStatus status) {
    return session().isPresent() ? this : gone(status);
  }
}
