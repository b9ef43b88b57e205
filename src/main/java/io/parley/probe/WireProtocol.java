package io.parley.probe;

import java.util.List;
import java.util.function.Function;

/**
 * The protocol that a script speaks.
 *
 * @param alpn its name in the TLS handshake (RFC 7301)
 * @param lines shows octets of either side to people: bounded, and safe for a terminal
 */
public record WireProtocol(String alpn, Function<String, List<String>> lines) {
  public static final WireProtocol HTTP_1_1 = new WireProtocol("http/1.1", PrintableOctets::lines);
}
