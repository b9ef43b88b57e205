package io.parley.settings;

import java.util.List;

/**
 * What an opening handshake is held to. The lists are as given: their grammar is not checked here.
 *
 * @param allowOrigins empty where only the server's own origins may connect
 * @param allowHosts empty where none was named
 * @param requireOrigin whether a client without an Origin is refused
 * @param trustedProxies addresses and ranges; empty where no proxy is believed
 * @param echoSubprotocols what the echo endpoint speaks
 */
public record HandshakeSettings(
    List<String> allowOrigins,
    List<String> allowHosts,
    boolean requireOrigin,
    List<String> trustedProxies,
    List<String> echoSubprotocols) {
  /** Copies the lists. */
  public HandshakeSettings {
    allowOrigins = List.copyOf(allowOrigins);
    allowHosts = List.copyOf(allowHosts);
    trustedProxies = List.copyOf(trustedProxies);
    echoSubprotocols = List.copyOf(echoSubprotocols);
  }
}
