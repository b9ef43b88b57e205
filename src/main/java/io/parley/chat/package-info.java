/**
 * Knows rooms, their members and the order of their messages; not how these are stored, written or
 * sent.
 */
package io.parley.chat;
