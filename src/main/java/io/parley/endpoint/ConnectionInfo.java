package io.parley.endpoint;

import io.parley.chat.RoomName;
import io.parley.guard.AcceptedHandshake;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a connection from its opening handshake on.
 *
 * @param id of the handshake
 * @param address of the peer, without a port
 * @param keepsWindow whether the client's compression window is kept
 */
record ConnectionInfo(
    String id, String address, Optional<String> subprotocol, RoomName room, boolean keepsWindow) {
  static ConnectionInfo of(AcceptedHandshake acceptedHandshake, RoomName room) {
    return new ConnectionInfo(
        acceptedHandshake.id(),
        acceptedHandshake.address(),
        acceptedHandshake.subprotocol(),
        room,
        acceptedHandshake.keepsClientContext());
  }

  /**
   * Returns the keys under which the connection's use is counted.
   *
   * @param principal as whom the client is authenticated; empty for an anonymous one
   */
  List<String> quotaKeys(Optional<Principal> principal) {
    return QuotaKeys.of(address, principal.map(QuotaKeys::account));
  }

  /**
   * Returns the connection's path for a log, without what a peer may have put there as a secret.
   */
  String shownPath(String template) {
    return template.replace(
        "{" + ConnectionFactory.VARIABLE + "}", AcceptedHandshake.shown(room.value()));
  }
}
