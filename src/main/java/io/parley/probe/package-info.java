/**
 * Knows how to ask any WebSocket server for an opening handshake, octet by octet, and how to judge
 * what comes back; with parsers of its own, since a prober that shares the judge's code cannot find
 * the judge's errors.
 *
 * <p>Octets are kept as strings of Latin-1, one character an octet: such a string is a value, it
 * can be written down in a case, and it survives whatever a peer sends.
 */
package io.parley.probe;
