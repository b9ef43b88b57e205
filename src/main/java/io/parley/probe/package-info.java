/**
 * Knows how to send any WebSocket server an opening handshake, octet by octet, and how to judge its
 * response. It has its own parsers, because a prober that shares the server's code cannot find the
 * server's errors.
 *
 * <p>Octets are kept as strings of Latin-1, one character per octet. Such a string is immutable,
 * can be written down in a case, and can hold any octets that a peer sends.
 */
package io.parley.probe;
