/**
 * Knows rooms, their members and the order of their messages; not how messages are stored, encoded
 * or sent.
 */
package io.parley.chat;
