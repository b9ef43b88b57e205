package io.parley.guard;

import io.parley.http.Headers;
import java.security.Principal;
import java.util.Optional;

/**
 * An opening handshake as an {@link Authenticator} sees it.
 *
 * @param path the whole path, as it was sent
 * @param query as it was sent, without the question mark; empty where there is none
 * @param address the client's, without a port; behind a trusted proxy, the one that it names
 * @param secure whether the request came over TLS, as far as the server knows
 * @param user the one that the container authenticated; empty where there is none
 * @param subprotocol the one that the connection will speak; empty where none was chosen
 */
public record UpgradeRequest(
    String method,
    String path,
    Optional<String> query,
    Headers headers,
    String address,
    boolean secure,
    Optional<ContainerUser> user,
    Optional<String> subprotocol) {

  static UpgradeRequest of(ReceivedRequest received, Optional<String> subprotocol) {
    String target = received.target();
    int query = target.indexOf('?');
    return new UpgradeRequest(
        received.clientHandshake().method(),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1)),
        received.clientHandshake().headers(),
        received.address(),
        received.clientHandshake().secure(),
        received.user(),
        subprotocol);
  }

  /** Returns the user that the container authenticated; empty where there is none. */
  public Optional<Principal> principal() {
    return user.map(ContainerUser::principal);
  }

  /** Without the path, the query and the fields, which may hold credentials. */
  @Override
  public String toString() {
    return "UpgradeRequest of " + address;
  }
}
