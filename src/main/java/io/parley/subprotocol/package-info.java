/** Knows what a conversation in a subprotocol is. */
package io.parley.subprotocol;
