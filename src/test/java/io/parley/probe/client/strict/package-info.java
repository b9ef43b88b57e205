/** Knows a WebSocket client without fault, and what a client with one fault does instead. */
package io.parley.probe.client.strict;
