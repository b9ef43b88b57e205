/**
 * Knows what a conversation in a subprotocol is; not which server runs it, nor how its bytes are
 * sent.
 */
package io.parley.subprotocol;
