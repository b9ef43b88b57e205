package io.parley.subprotocol;

/** What is spoken on a connection. One object serves all connections. */
public interface Subprotocol {
  /** Begins a conversation; the peer may be sent to and may be closed from within. */
  Conversation open(Peer peer);
}
