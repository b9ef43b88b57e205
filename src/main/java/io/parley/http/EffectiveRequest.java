package io.parley.http;

import java.util.Optional;

/**
 * The client and the target origin of a request, according to the connection, the request itself
 * and trusted proxies.
 *
 * @param address the client's, without a port
 * @param secure whether the client sent it over TLS
 * @param authority as the client sent it, with a port only where it sent one; empty where it is
 *     absent or malformed
 */
public record EffectiveRequest(String address, boolean secure, Optional<Authority> authority) {
  /** The request attribute that holds it after the guard has judged the request. */
  public static final String ATTRIBUTE = "io.parley.effective-request";
}
