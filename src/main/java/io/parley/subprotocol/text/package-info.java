/** Knows the conversation of a room in plain text. */
package io.parley.subprotocol.text;
