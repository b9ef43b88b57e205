package io.parley.handshake;

/**
 * What an endpoint grants beyond what the standards demand.
 *
 * @param deflate what may be negotiated of {@code permessage-deflate}
 */
public record Policy(
    AllowedHosts allowedHosts,
    AllowedOrigins allowedOrigins,
    Subprotocols subprotocols,
    DeflateSupport deflate) {

  /** Any host, same origin or none, no subprotocol, compression. */
  public static final Policy DEFAULT =
      new Policy(AllowedHosts.ANY, AllowedOrigins.SAME, Subprotocols.NONE, true);

  /**
   * The usual compression, or none.
   *
   * @param deflate whether {@code permessage-deflate} may be negotiated
   */
  public Policy(
      AllowedHosts allowedHosts,
      AllowedOrigins allowedOrigins,
      Subprotocols subprotocols,
      boolean deflate) {
    this(allowedHosts, allowedOrigins, subprotocols, DeflateSupport.of(deflate));
  }

  public Policy withSubprotocols(Subprotocols other) {
    return new Policy(allowedHosts, allowedOrigins, other, deflate);
  }

  public Policy withDeflate(boolean other) {
    return withDeflate(DeflateSupport.of(other));
  }

  public Policy withDeflate(DeflateSupport other) {
    return new Policy(allowedHosts, allowedOrigins, subprotocols, other);
  }
}
