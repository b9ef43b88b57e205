/** Knows the WebSocket sessions: how they open, send, fall silent and close. */
package io.parley.endpoint;
