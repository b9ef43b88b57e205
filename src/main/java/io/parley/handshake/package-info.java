/**
 * Knows the rules of the WebSocket opening handshake, as pure functions from an offer to a trace.
 */
package io.parley.handshake;
