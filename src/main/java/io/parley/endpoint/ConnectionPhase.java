package io.parley.endpoint;

import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import jakarta.websocket.Session;
import java.util.Optional;

/**
 * Where a connection stands between its accepted handshake and its end. Each event leads to the
 * next phase, or stays in the same one where it comes too late. Immutable.
 */
sealed interface ConnectionPhase {
  /** The one that is still to be told of the end. */
  Optional<Conversation> conversation();

  Optional<Session> session();

  /**
   * Accepted; the session is still to come.
   *
   * @param conversation empty until it has begun
   */
  record Reserved(Optional<Conversation> conversation) implements ConnectionPhase {
    @Override
    public Optional<Session> session() {
      return Optional.empty();
    }
  }

  /** Messages go both ways. */
  record Open(Session peer, Conversation talk) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.of(talk);
    }

    @Override
    public Optional<Session> session() {
      return Optional.of(peer);
    }
  }

  /** What waits is still sent, then the close frame. */
  record Closing(Optional<Session> session, CloseStatus status) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.empty();
    }
  }

  /** Nothing is kept for it any more; its session may still have to be closed. */
  record Gone(Optional<Session> session, CloseStatus status) implements ConnectionPhase {
    @Override
    public Optional<Conversation> conversation() {
      return Optional.empty();
    }
  }

  /** Its conversation began. */
  default ConnectionPhase begun(Conversation conversation) {
    return this instanceof Reserved ? new Reserved(Optional.of(conversation)) : this;
  }

  /** Its session is open. */
  default ConnectionPhase opened(Session peer) {
    if (this instanceof Reserved reserved) {
      return new Open(peer, reserved.conversation().orElseThrow());
    }
    if (this instanceof Closing closing) {
      return new Closing(Optional.of(peer), closing.status());
    }
    return this instanceof Gone gone ? new Gone(Optional.of(peer), gone.status()) : this;
  }

  /** It is to be closed after what was sent before. */
  default ConnectionPhase ended(CloseStatus status) {
    return this instanceof Reserved || this instanceof Open ? new Closing(session(), status) : this;
  }

  /** It is over: the peer has gone, or is given up. Whatever was to close it first, has. */
  default ConnectionPhase gone(CloseStatus status) {
    if (this instanceof Gone) {
      return this;
    }
    return new Gone(session(), this instanceof Closing closing ? closing.status() : status);
  }

  /** Likewise, unless its session came. */
  default ConnectionPhase abandoned(CloseStatus status) {
    return session().isPresent() ? this : gone(status);
  }
}
