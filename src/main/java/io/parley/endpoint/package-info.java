/** Knows the WebSocket sessions: how they open, send, time out and close. */
package io.parley.endpoint;
