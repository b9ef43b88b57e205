package io.parley.handshake;

/**
 * What an endpoint grants beyond what the standards demand.
 *
 * @param deflate whether {@code permessage-deflate} may be negotiated
 */
public record Policy(Hosts hosts, Origins origins, Subprotocols subprotocols, boolean deflate) {

  /** Any host, same origin or none, no subprotocol, compression. */
  public static final Policy DEFAULT = new Policy(Hosts.ANY, Origins.SAME, Subprotocols.NONE, true);

  public Policy withSubprotocols(Subprotocols other) {
    return new Policy(hosts, origins, other, deflate);
  }

  public Policy withDeflate(boolean other) {
    return new Policy(hosts, origins, subprotocols, other);
  }
}
