/**
 * Knows how to break servers that share a Redis, and judges by the wire and by Redis itself whether
 * a message was lost, repeated or moved without a word. It shares no code with Parley.
 */
package io.parley.redisjudge;
