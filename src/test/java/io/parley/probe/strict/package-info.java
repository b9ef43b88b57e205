/** Knows how to be a WebSocket server without fault, and with just one. */
package io.parley.probe.strict;
