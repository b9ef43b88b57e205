package io.parley.handshake;

/**
 * The choices of an endpoint that the standards leave open.
 *
 * @param deflate the parts of {@code permessage-deflate} that may be negotiated
 */
public record Policy(
    AllowedHosts allowedHosts,
    AllowedOrigins allowedOrigins,
    Subprotocols subprotocols,
    DeflateSupport deflate) {

  /** Any host, the same origin or no {@code Origin}, no subprotocol, compression. */
  public static final Policy DEFAULT =
      new Policy(AllowedHosts.ANY, AllowedOrigins.SAME, Subprotocols.NONE, true);

  /**
   * A policy with the usual compression, or none.
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
