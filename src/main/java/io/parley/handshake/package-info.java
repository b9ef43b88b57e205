/**
 * Knows the rules of the WebSocket opening handshake, as pure functions from a request to a trace.
 */
package io.parley.handshake;
