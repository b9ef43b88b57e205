package io.parley.handshake;

/**
 * What a server can do with {@code permessage-deflate} (RFC 7692 7.1). Its own context it never
 * takes over: {@code Clause.DEFLATE_SERVER_TAKEOVER}.
 *
 * @param available whether the extension can be negotiated at all
 * @param keepsClientContext whether the client may use its window again for the next message, which
 *     costs this side some 40 kB of memory outside the heap
 * @param resetsClientContext whether the client may be told not to
 * @param namesServerWindow whether {@code server_max_window_bits} can stand in the answer
 */
public record DeflateSupport(
    boolean available,
    boolean keepsClientContext,
    boolean resetsClientContext,
    boolean namesServerWindow) {
  /** No compression. */
  public static final DeflateSupport NONE = new DeflateSupport(false, false, false, false);

  /** What the usual engine can: all but naming its own window. */
  public static final DeflateSupport USUAL = new DeflateSupport(true, true, true, false);

  /** {@link #USUAL}, or nothing. */
  public static DeflateSupport of(boolean available) {
    return available ? USUAL : NONE;
  }

  /** What is left of it before an engine. The window is named where either side knows how to. */
  public DeflateSupport on(DeflateSupport engine) {
    return new DeflateSupport(
        available && engine.available,
        keepsClientContext && engine.keepsClientContext,
        resetsClientContext && engine.resetsClientContext,
        namesServerWindow || engine.namesServerWindow);
  }

  /** The same, with no client's context. */
  public DeflateSupport withoutClientContext() {
    return new DeflateSupport(available, false, resetsClientContext, namesServerWindow);
  }

  /** The same, which tells no client to forget its context. */
  public DeflateSupport withoutReset() {
    return new DeflateSupport(available, keepsClientContext, false, namesServerWindow);
  }

  /** The same, with a window that the answer can name. */
  public DeflateSupport withServerWindow() {
    return new DeflateSupport(available, keepsClientContext, resetsClientContext, true);
  }
}
