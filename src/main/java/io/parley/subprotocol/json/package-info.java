/** Knows the conversation of rooms in JSON, {@code parley.1.json}. */
package io.parley.subprotocol.json;
