package io.parley.settings;

import java.util.List;

/**
 * The settings of the opening handshake. The lists are as given; their grammar is not checked here.
 *
 * @param allowOrigins empty where only the server's own origins may connect
 * @param allowHosts empty where none was set
 * @param requireOrigin whether a client without an Origin is refused
 * @param trustedProxies addresses and ranges; empty where no proxy is trusted
 * @param echoSubprotocols the subprotocols of the echo endpoint
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

  static HandshakeSettings of(OptionValues optionValues) {
    return new HandshakeSettings(
        optionValues.list(Option.ALLOW_ORIGIN),
        optionValues.list(Option.ALLOW_HOST),
        optionValues.flag(Option.REQUIRE_ORIGIN),
        optionValues.list(Option.TRUSTED_PROXY),
        optionValues.list(Option.ECHO_SUBPROTOCOL));
  }
}
