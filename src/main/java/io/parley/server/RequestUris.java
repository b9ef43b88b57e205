package io.parley.server;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.http.HttpURI;

/**
 * Makes the URI of a session from that of its request. Sessions with the same URI share one object
 * where it is among the last ones: to parse it costs more than to find it. URIs with a query are
 * not kept, because a query may hold a credential. Thread-safe.
 */
final class RequestUris {
  /** A power of two. More than most servers have endpoints; each URI is shorter than a head. */
  private static final int MOST = 64;

  private static final String HTTP = "http";
  private static final String WEB_SOCKET = "ws";

  private final AtomicReferenceArray<URI> recent = new AtomicReferenceArray<>(MOST);

  /**
   * The URI with the scheme {@code ws} or {@code wss} in place of {@code http} or {@code https}.
   *
   * @throws IllegalArgumentException where it is none
   */
  URI of(HttpURI requested) {
    String http = requested.asString();
    String text = http.startsWith(HTTP) ? WEB_SOCKET + http.substring(HTTP.length()) : http;
    if (requested.getQuery() != null) {
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
}
