package io.parley.handshake;

/**
 * The abilities of a server with {@code permessage-deflate} (RFC 7692 7.1). The server never takes
 * over its own context: {@code Clause.DEFLATE_SERVER_TAKEOVER}.
 *
 * @param available whether the extension can be negotiated at all
 * @param keepsClientContext whether the client may keep its window between messages, which costs
 *     the server about 40 kB of memory outside the heap
 * @param resetsClientContext whether the server may tell the client not to keep it
 * @param namesServerWindow whether {@code server_max_window_bits} can be part of the response
 */
public record DeflateSupport(
    boolean available,
    boolean keepsClientContext,
    boolean resetsClientContext,
    boolean namesServerWindow) {
  /** No compression. */
  public static final DeflateSupport NONE = new DeflateSupport(false, false, false, false);

  /** The abilities of the usual engine: all but naming its own window. */
  public static final DeflateSupport USUAL = new DeflateSupport(true, true, true, false);

  /** {@link #USUAL} if available, else {@link #NONE}. */
  public static DeflateSupport of(boolean available) {
    return available ? USUAL : NONE;
  }

  /**
   * Intersects this with the abilities of an engine. The window can be named where either can name
   * it.
   */
  public DeflateSupport on(DeflateSupport engine) {
    return new DeflateSupport(
        available && engine.available,
        keepsClientContext && engine.keepsClientContext,
        resetsClientContext && engine.resetsClientContext,
        namesServerWindow || engine.namesServerWindow);
  }

  /** Copies this without keeping any client's context. */
  public DeflateSupport withoutClientContext() {
    return new DeflateSupport(available, false, resetsClientContext, namesServerWindow);
  }

  /** Copies this without telling any client to reset its context. */
  public DeflateSupport withoutReset() {
    return new DeflateSupport(available, keepsClientContext, false, namesServerWindow);
  }

  /** Copies this with a window that the response can name. */
  public DeflateSupport withServerWindow() {
    return new DeflateSupport(available, keepsClientContext, resetsClientContext, true);
  }
}
