package io.parley.server;

import jakarta.websocket.EndpointConfig;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.websocket.jakarta.common.PathParamProvider;

/**
 * What a session keeps of its opening handshake.
 *
 * @param number of the session, unique while the server runs
 * @param parameters the decoded values of the path's variables
 * @param properties of the session; mutable
 */
record SessionOrigin(
    long number,
    Optional<Principal> principal,
    Map<String, String> parameters,
    Map<String, Object> properties) {
  /** Jetty's own properties: addresses and locales, which no endpoint of Parley reads. */
  private static final String OF_ENGINE = "jakarta.websocket.";

  /** The properties of most sessions: the pending upgrade. */
  private static final int FEW = 2;

  static SessionOrigin of(long number, EndpointConfig config, Optional<Principal> principal) {
    Map<String, Object> properties = new HashMap<>(FEW);
    for (Map.Entry<String, Object> each : config.getUserProperties().entrySet()) {
      if (!each.getKey().startsWith(OF_ENGINE)) {
        properties.put(each.getKey(), each.getValue());
      }
    }
    Map<String, String> parameters =
        config instanceof PathParamProvider path ? path.getPathParams() : Map.of();
    return new SessionOrigin(number, principal, parameters, properties);
  }
}
