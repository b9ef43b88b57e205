/**
 * Knows how to answer a WebSocket client's opening handshake, rightly and wrongly, and how to judge
 * what the client does then. It plays one case on each connection.
 *
 * <p>Octets are kept as strings of Latin-1, one character per octet, as in {@code io.parley.probe}.
 */
package io.parley.probe.client;
