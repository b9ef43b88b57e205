package io.parley.http;

import java.util.Optional;

/**
 * Who sent a request, and to which origin, as far as the connection, the request itself and trusted
 * proxies tell.
 *
 * @param address the client's, without a port
 * @param secure whether the client sent it over TLS
 * @param authority as the client sent it, with a port only where it sent one; empty where there is
 *     none or it is malformed
 */
public record EffectiveRequest(String address, boolean secure, Optional<Authority> authority) {
  /** The request attribute that holds it once the guard has seen the request. */
  public static final String ATTRIBUTE = "io.parley.effective-request";
}
