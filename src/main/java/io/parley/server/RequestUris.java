package io.parley.server;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes the URI of a session from that of its request. Sessions with the same URI share one object
 * where it is among the last ones: to parse it costs more than to find it. URIs with a query are
 * not kept, because a query may hold a credential. Thread-safe.
 */
final class RequestUris {
  /** A power of two. More than most servers have endpoints; each URI is shorter than a head. */
  private static final int MOST = 64;

  private final AtomicReferenceArray<URI> recent = new AtomicReferenceArray<>(MOST);

  /**
   * @param head plain
   * @param secure whether the scheme is {@code wss}
   */
  URI of(RequestHead head, boolean secure) {
    String text = secure ? "wss://" : "ws://";
    text += authority(head.hosts().get(0), secure ? ":443" : ":80") + head.target();
    if (head.target().indexOf('?') >= 0) {
      return URI.create(text);
    }
    int place = text.hashCode() & (MOST - 1);
    URI known = recent.get(place);
    if (known == null || !known.toString().equals(text)) {
      known = URI.create(text);
      recent.set(place, known);
    }
    return known;
  }

  /** Leaves out a port that the scheme implies. */
  private static String authority(String host, String implied) {
    return host.endsWith(implied) ? host.substring(0, host.length() - implied.length()) : host;
  }
}
