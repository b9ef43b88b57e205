/**
 * Knows what a conversation in a subprotocol is; not which server runs it, nor how its bytes
 * travel.
 */
package io.parley.subprotocol;
