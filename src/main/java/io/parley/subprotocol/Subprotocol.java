package io.parley.subprotocol;

/**
 * A subprotocol, which opens a conversation for each connection. One object serves all connections.
 */
public interface Subprotocol {
  /** Opens a conversation; it may send to the peer and close it at once. */
  Conversation open(Peer peer);
}
