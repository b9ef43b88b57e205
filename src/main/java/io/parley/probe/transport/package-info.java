/**
 * Knows how to reach a server octet by octet: over TCP, through an HTTP proxy and over TLS, each
 * with a deadline and a limit. It knows nothing of HTTP beyond {@code CONNECT}, and nothing of
 * WebSocket.
 *
 * <p>Octets are kept as strings of Latin-1, one character per octet.
 */
package io.parley.probe.transport;
